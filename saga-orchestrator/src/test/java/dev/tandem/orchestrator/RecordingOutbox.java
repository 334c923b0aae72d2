package dev.tandem.orchestrator;

import dev.tandem.defaults.correlation.Correlation;
import dev.tandem.messaging.Message;
import dev.tandem.messaging.Origin;
import dev.tandem.messaging.Outbox;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Primary;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** An outbox for tests that have no broker: keeps what transactions sent that committed. */
public final class RecordingOutbox implements Outbox {

    /** A message, and what it inherited. */
    public record Sent(Message message, Origin origin) {}

    private final List<Sent> sent = new CopyOnWriteArrayList<>();

    @TestConfiguration
    public static class InsteadOfTheRealOne {

        @Bean
        @Primary
        RecordingOutbox recordingOutbox() {
            return new RecordingOutbox();
        }
    }

    /** What was sent on behalf of a saga. */
    public List<Sent> of(UUID saga) {
        return sent.stream()
                .filter(it -> it.message().sagaStep() != null
                        && it.message().sagaStep().sagaId().equals(saga))
                .toList();
    }

    @Override
    public Origin currentOrigin() {
        return Origin.of(Correlation.currentOrNew());
    }

    @Override
    public void send(Message message, Origin origin) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                sent.add(new Sent(message, origin));
            }
        });
    }
}
