/** Tests of the service as a whole. */
@NullMarked
package dev.tandem.inventory;

import org.jspecify.annotations.NullMarked;
