/** The rules of three-phase commit, without a database and without a network. */
@NullMarked
package dev.tandem.commit.agreement;

import org.jspecify.annotations.NullMarked;
