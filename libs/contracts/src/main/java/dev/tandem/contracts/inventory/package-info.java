/** What inventory-service is told and what it tells. */
@NullMarked
package dev.tandem.contracts.inventory;

import org.jspecify.annotations.NullMarked;
