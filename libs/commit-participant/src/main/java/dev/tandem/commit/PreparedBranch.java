package dev.tandem.commit;

import java.time.Instant;
import java.util.UUID;

/**
 * A branch that is prepared and not decided, and what it costs others meanwhile.
 *
 * @param ageSeconds since it voted, by the database's clock
 * @param locks how many it holds
 * @param blocked how many sessions wait for one of its rows at this moment
 */
record PreparedBranch(UUID transactionId, Instant preparedAt, double ageSeconds, int locks, int blocked) {}
