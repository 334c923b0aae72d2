package dev.tandem.locks;

/**
 * What a backend's locks can be relied on for.
 *
 * @param fair waiters are served in the order in which they came
 * @param fenced each grant of a key has a higher token than all grants of this key before it
 * @param leased a lock ends with its time-to-live; without leases it lasts as long as the holder's session
 */
public record Capabilities(boolean fair, boolean fenced, boolean leased) {}
