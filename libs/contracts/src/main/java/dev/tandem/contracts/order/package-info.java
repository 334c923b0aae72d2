/** What order-service is told and what it tells. */
@NullMarked
package dev.tandem.contracts.order;

import org.jspecify.annotations.NullMarked;
