/** Locks as queues of nodes in ZooKeeper; start at {@link dev.tandem.locks.zookeeper.ZooKeeperBackend}. */
@NullMarked
package dev.tandem.locks.zookeeper;

import org.jspecify.annotations.NullMarked;
