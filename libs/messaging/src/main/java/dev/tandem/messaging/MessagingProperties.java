package dev.tandem.messaging;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Limits of message handling.
 *
 * @param listen whether subscriptions are taken in at all; off for jobs that only send
 * @param consumers threads per subscription; no more than its topic has partitions are of use
 * @param staticMembership whether the broker keeps a replica's partitions for it while it restarts, by its
 *     {@code tandem.instance}; off where replicas do not come back under their names
 * @param batchSize messages of one transaction, at most
 * @param attempts how often a message is tried alone before it is dead-lettered
 * @param firstDelay pause after the first failed attempt; doubles with each further one, give or take a quarter
 * @param publishTimeout how long the broker may take to acknowledge before sending counts as failed
 * @param inboxRetention how long handled messages are remembered; longer than the broker can redeliver
 * @param outboxBatchSize rows that the relay publishes together
 * @param outboxSweep how often the relay looks for rows that nobody woke it for: those of a process that died between
 *     commit and publishing
 */
@ConfigurationProperties("tandem.messaging")
record MessagingProperties(
        @DefaultValue("true") boolean listen,
        @DefaultValue("1") int consumers,
        @DefaultValue("true") boolean staticMembership,
        @DefaultValue("500") int batchSize,
        @DefaultValue("4") int attempts,
        @DefaultValue("100ms") Duration firstDelay,
        @DefaultValue("10s") Duration publishTimeout,
        @DefaultValue("14d") Duration inboxRetention,
        @DefaultValue("1000") int outboxBatchSize,
        @DefaultValue("1s") Duration outboxSweep) {}
