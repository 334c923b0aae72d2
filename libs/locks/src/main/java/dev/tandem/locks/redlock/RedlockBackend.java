package dev.tandem.locks.redlock;

import dev.tandem.locks.Capabilities;
import dev.tandem.locks.Grant;
import dev.tandem.locks.LockBackend;
import dev.tandem.locks.LockBackendUnavailable;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Locks by the votes of several Redis servers that know nothing of each other (guide, 'Redlock Algorithm'; Antirez,
 * "Distributed locks with Redis"):
 *
 * <ol>
 *   <li>note the time, on a monotonic clock;
 *   <li>ask all servers at once to set the key to a random value, if it does not exist, with the time-to-live;
 *   <li>a majority makes a lock, if the time it took, and what clocks may differ by, leave something of the
 *       time-to-live;
 *   <li>otherwise take the value back from all, also from those that said nothing: they may have heard;
 *   <li>and try again after a random time, so that two who have split the votes do not split them again.
 * </ol>
 *
 * <p>Each server has a moment to answer: with one frozen and one taken, three are still a majority. Who reaches fewer
 * than a majority gets nothing, but also learns nothing.
 *
 * <p><strong>For efficiency, not for correctness.</strong> There is no fencing token: the value is random, and says
 * nothing about who came first. Two may hold the lock at once after a pause of the holder, a jump of a server's clock,
 * or the restart of a server that forgot its vote because it did not wait for the disk (start such a server only after
 * one time-to-live, or with {@code appendfsync always}). Waiters poll, in no order.
 *
 * <p>Thread-safe.
 */
public final class RedlockBackend implements LockBackend, AutoCloseable {

    private static final String PREFIX = "tandem:lock:";

    private static final long SHORTEST_PAUSE_MILLIS = 5;
    private static final long LONGEST_PAUSE_MILLIS = 50;

    /** Clocks of different machines may differ by a hundredth, and a server counts time in steps of a millisecond. */
    private static final int DRIFT = 100;

    private static final Duration STEP = Duration.ofMillis(2);

    private final Voters voters;

    /**
     * Connects to those servers that are there.
     *
     * @param servers host and port of each; an odd number, as the same majority of one more survives no more failures
     * @param patience how long one may take to answer; short, compared with the time-to-live
     */
    public RedlockBackend(List<String> servers, Duration patience) {
        this.voters = new Voters(servers, patience);
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(false, false, true);
    }

    @Override
    public Optional<Grant> acquire(String key, String owner, Duration ttl, Duration wait) throws InterruptedException {
        var begin = System.nanoTime();
        while (true) {
            var grant = candidate(key, owner, ttl);
            var tally = vote(grant, ttl);
            if (tally.agrees()
                    && System.nanoTime() - grant.askedAt() < grant.validity().toNanos()) {
                return Optional.of(grant);
            }
            var _ = takeBack(grant);
            var left = wait.toNanos() - (System.nanoTime() - begin);
            if (left <= 0) {
                return nothing(tally);
            }
            Thread.sleep(Duration.ofNanos(Math.min(left, randomPause())));
        }
    }

    @Override
    public boolean renew(Grant grant, Duration ttl) {
        return decided(voters.ask(voter -> voter.extend(redisKey(grant), value(grant), ttl)));
    }

    @Override
    public boolean release(Grant grant) {
        return decided(takeBack(grant));
    }

    @Override
    public void close() {
        voters.close();
    }

    /** What will have been granted if a majority agrees; its value is new in each attempt. */
    private static Grant candidate(String key, String owner, Duration ttl) {
        var validity = ttl.minus(ttl.dividedBy(DRIFT)).minus(STEP);
        var leaseId = UUID.randomUUID().toString();
        return new Grant(key, owner, leaseId, OptionalLong.empty(), System.nanoTime(), validity);
    }

    private Tally vote(Grant grant, Duration ttl) throws InterruptedException {
        var votes = voters.ask(voter -> voter.set(redisKey(grant), value(grant), ttl));
        try {
            return votes.get();
        } catch (InterruptedException e) {
            var _ = takeBack(grant);
            throw e;
        } catch (ExecutionException e) {
            throw new IllegalStateException("votes are counted, whatever they are", e);
        }
    }

    private CompletableFuture<Tally> takeBack(Grant grant) {
        return voters.ask(voter -> voter.delete(redisKey(grant), value(grant)));
    }

    private static Optional<Grant> nothing(Tally tally) {
        if (!tally.isHeardOfMajority()) {
            throw unknown(tally);
        }
        return Optional.empty();
    }

    /** What a majority says; interrupted or not, because the answer takes no longer than a voter's patience. */
    private static boolean decided(CompletableFuture<Tally> votes) {
        var tally = votes.join();
        if (!tally.agrees() && !tally.refuses()) {
            throw unknown(tally);
        }
        return tally.agrees();
    }

    private static LockBackendUnavailable unknown(Tally tally) {
        return new LockBackendUnavailable("of %d Redis servers, %d agreed, %d refused, and the others said nothing"
                .formatted(tally.voters(), tally.yes(), tally.no()));
    }

    private static long randomPause() {
        var millis = ThreadLocalRandom.current().nextLong(SHORTEST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS);
        return Duration.ofMillis(millis).toNanos();
    }

    private static String redisKey(Grant grant) {
        return PREFIX + grant.key();
    }

    /** The owner is for people who look; the lease id is what nobody can guess. */
    private static String value(Grant grant) {
        return grant.owner() + " " + grant.leaseId();
    }
}
