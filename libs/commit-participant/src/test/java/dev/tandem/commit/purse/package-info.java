/** A small service with branches of all kinds. */
@NullMarked
package dev.tandem.commit.purse;

import org.jspecify.annotations.NullMarked;
