/** What shipping-service is told and what it tells. */
@NullMarked
package dev.tandem.contracts.shipping;

import org.jspecify.annotations.NullMarked;
