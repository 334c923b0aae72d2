/**
 * Locks on PostgreSQL: leases by its clock, tokens that only rise, and a queue that is fair across replicas. Start at
 * {@link dev.tandem.lock.core.LockTable}; what happens to a lock is written in {@code V101__lock_step.sql}.
 */
@NullMarked
package dev.tandem.lock.core;

import org.jspecify.annotations.NullMarked;
