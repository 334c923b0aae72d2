/**
 * A service's part in a distributed transaction: ordinary transactional code whose transaction ends in
 * {@code PREPARE TRANSACTION} and waits there, durable and locked, for the coordinator's decision.
 */
@NullMarked
package dev.tandem.commit;

import org.jspecify.annotations.NullMarked;
