/** Tests of reserving, confirming, releasing and expiring. */
@NullMarked
package dev.tandem.inventory.reservation;

import org.jspecify.annotations.NullMarked;
