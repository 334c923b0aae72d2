/** Orders that all services commit together, with a coordinator that does as it is told. */
@NullMarked
package dev.tandem.order.committing;

import org.jspecify.annotations.NullMarked;
