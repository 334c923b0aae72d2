/** What the tests of this service share. */
@NullMarked
package dev.tandem.order;

import org.jspecify.annotations.NullMarked;
