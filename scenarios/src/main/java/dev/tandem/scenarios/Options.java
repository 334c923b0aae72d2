package dev.tandem.scenarios;

import java.time.Duration;

/**
 * How large and long to play.
 *
 * @param orders how many orders are in flight when something crashes under load
 * @param outage how long Kafka stays away
 * @param seed where generated stories begin
 * @param count how many seeds they play
 */
public record Options(int orders, Duration outage, long seed, int count) {

    /** Long enough to show something, short enough to be played with each build. */
    public static final Options DEFAULT = new Options(200, Duration.ofSeconds(15), 1, 2);
}
