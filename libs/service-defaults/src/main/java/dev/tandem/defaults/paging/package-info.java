/** Lists in pages, by the key of the last row and never by counting rows. */
@NullMarked
package dev.tandem.defaults.paging;

import org.jspecify.annotations.NullMarked;
