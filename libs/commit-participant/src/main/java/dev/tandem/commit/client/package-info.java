/** The participants' contract as far as both the coordinator and their peers speak it. */
@NullMarked
package dev.tandem.commit.client;

import org.jspecify.annotations.NullMarked;
