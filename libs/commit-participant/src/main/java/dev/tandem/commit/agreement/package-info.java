/**
 * How the members of a group come to one outcome of a three-phase commit without its coordinator, or with a new one: the
 * rules alone, without a database and without a network.
 */
@NullMarked
package dev.tandem.commit.agreement;

import org.jspecify.annotations.NullMarked;
