/** Orders that all services commit together: placed through the transaction coordinator. */
@NullMarked
package dev.tandem.order.committing;

import org.jspecify.annotations.NullMarked;
