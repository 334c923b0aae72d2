package dev.tandem.eventstore.stream;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * When streams get snapshots: whichever comes first.
 *
 * @param every after so many events
 * @param onLoad when a reader had to replay more events than this
 * @param age when an active stream's last one is older than this
 * @param interval how often to look for such streams
 * @param keep how many of a stream are kept
 */
@ConfigurationProperties("tandem.events.snapshots")
record SnapshotProperties(
        @DefaultValue("1000") int every,
        @DefaultValue("500") int onLoad,
        @DefaultValue("24h") Duration age,
        @DefaultValue("1h") Duration interval,
        @DefaultValue("3") int keep) {}
