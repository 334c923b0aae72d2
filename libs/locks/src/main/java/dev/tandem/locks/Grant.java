package dev.tandem.locks;

import java.time.Duration;
import java.util.OptionalLong;

/**
 * A lock that was given to somebody.
 *
 * @param leaseId tells this grant from every other one; only who knows it can renew or release
 * @param fencingToken higher than that of every earlier grant of the key; empty if the backend has none
 * @param askedAt {@link System#nanoTime} from <em>before</em> the request that was granted: the backend started counting
 *     after that, so who counts from here never believes in a lock for too long
 * @param validity how long the holder may rely on it, counted from {@code askedAt}, with the backend's own allowance for
 *     clocks that run at different speeds taken off
 */
public record Grant(
        String key, String owner, String leaseId, OptionalLong fencingToken, long askedAt, Duration validity) {}
