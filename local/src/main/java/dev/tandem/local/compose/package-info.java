/** The platform of {@code docker-compose.yml}, for those who want to do something to its parts. */
@NullMarked
package dev.tandem.local.compose;

import org.jspecify.annotations.NullMarked;
