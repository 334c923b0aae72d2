package dev.tandem.eventstore.stream;

import dev.tandem.eventsourcing.LogReader;
import dev.tandem.eventsourcing.SnapshotPolicy;
import dev.tandem.eventsourcing.Snapshots;
import dev.tandem.eventsourcing.StreamStates;
import dev.tandem.eventsourcing.Upcasters;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class StreamConfiguration {

    @Bean
    StreamStates<StreamState> streamStates(
            LogReader reader, Snapshots snapshots, Upcasters upcasters, SnapshotProperties properties) {
        var policy = SnapshotPolicy.anyOf(
                SnapshotPolicy.every(properties.every()), SnapshotPolicy.onLoadOf(properties.onLoad()));
        return new StreamStates<>(reader, snapshots, StreamState.fold(upcasters), policy, properties.keep());
    }
}
