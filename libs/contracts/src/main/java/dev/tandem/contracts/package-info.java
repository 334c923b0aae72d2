/** Names that services share: topics and the places that messages come from. */
@NullMarked
package dev.tandem.contracts;

import org.jspecify.annotations.NullMarked;
