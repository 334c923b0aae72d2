/** Tests of locks on real servers. */
@NullMarked
package dev.tandem.locks.zookeeper;

import org.jspecify.annotations.NullMarked;
