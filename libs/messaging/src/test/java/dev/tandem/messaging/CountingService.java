package dev.tandem.messaging;

import dev.tandem.faults.Fault;
import dev.tandem.faults.FaultLab;
import dev.tandem.faults.FaultPoint;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.beans.factory.InitializingBean;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A service as small as can be: it counts as told, and answers how far it got. */
@SpringBootApplication(proxyBeanMethods = false)
class CountingService {

    static final String COMMANDS = "counter.commands";
    static final String EVENTS = "counter.events";
    static final String REPLIES = "counter.replies";
    static final String TOLD = "counter.told";

    private static final String COUNT = """
            INSERT INTO counter (key, value) VALUES (:key, 1)
            ON CONFLICT (key) DO UPDATE SET value = counter.value + 1
            RETURNING value
            """;

    private static final String NOTE_STEP =
            "INSERT INTO counter_step (message_id, key, value) VALUES (:id, :key, :value)";

    /** What can be told to a counter. */
    sealed interface Command {
        record Count(String note) implements Command {}

        /** Counts, and tells of it through the outbox, as work would that no message caused. */
        record CountAndTell(String note) implements Command {}

        /** No handler survives it until it is mended; then it counts. */
        record Explode(String note) implements Command {}
    }

    record Counted(long value) {}

    /** A look at how the messages came in. */
    final List<Integer> batchSizes = new CopyOnWriteArrayList<>();

    /** Whether somebody has found out why it explodes. */
    volatile boolean isMended;

    /** Runs the service in a process of its own, for tests that kill it. */
    static void main(String[] arguments) {
        new SpringApplicationBuilder(CountingService.class)
                .properties("spring.config.name=messaging-test")
                .run(arguments);
    }

    @Bean
    Subscription<Command> commands(JdbcClient jdbc, Outbox outbox) {
        return Subscription.commands(COMMANDS, Command.class, batch -> handle(jdbc, outbox, batch));
    }

    @Bean
    Subscription<Command> events(JdbcClient jdbc, Outbox outbox) {
        return Subscription.events(EVENTS, Command.class, batch -> handle(jdbc, outbox, batch));
    }

    /** A second interest in the same topic, in some of its messages. */
    @Bean
    Subscription<Command> eventsOfADance(JdbcClient jdbc, Outbox outbox) {
        return Subscription.events(EVENTS, Command.class, batch -> handle(jdbc, outbox, batch))
                .as("dance")
                .only(List.of(Command.Count.class))
                .onlyIfCoordinatedBy("dance");
    }

    /** Somebody who looks on, and keeps what is seen by the message's id. */
    @Bean
    Subscription<Command> eventsSeen(JdbcClient jdbc) {
        return Subscription.sightings(EVENTS, Command.class, batch -> see(jdbc, batch))
                .as("sight")
                .onlyIfCoordinatedBy("sight");
    }

    private static void see(JdbcClient jdbc, List<Delivery<Command>> batch) {
        for (var delivery : batch) {
            if (delivery.body() instanceof Command.Explode explode) {
                throw new IllegalStateException("exploded: " + explode.note());
            }
            jdbc.sql("INSERT INTO sighting (message_id, key) VALUES (:id, :key) ON CONFLICT DO NOTHING")
                    .param("id", delivery.envelope().id())
                    .param("key", delivery.envelope().key())
                    .update();
        }
    }

    /** Crashes at the point that is named, the number of hits after which is given, as {@code inbox.before-commit:10}. */
    @Bean
    InitializingBean crashing(ObjectProvider<FaultLab> lab, @Value("${crash-at:}") String where) {
        return () -> {
            if (!where.isEmpty()) {
                var parts = where.split(":", 2);
                var point = FaultPoint.of(parts[0]).orElseThrow();
                lab.getObject().arm(Fault.crash(point).skipping(Integer.parseInt(parts[1])));
            }
        };
    }

    private void handle(JdbcClient jdbc, Outbox outbox, List<Delivery<Command>> batch) {
        batchSizes.add(batch.size());
        for (var delivery : batch) {
            switch (delivery.body()) {
                case Command.Count _ -> delivery.reply(Reply.succeeded(count(jdbc, delivery)));
                case Command.CountAndTell _ ->
                    outbox.send(
                            Message.event(TOLD, delivery.envelope().key(), count(jdbc, delivery)), delivery.origin());
                case Command.Explode explode -> {
                    if (!isMended) {
                        throw new IllegalStateException("exploded: " + explode.note());
                    }
                    delivery.reply(Reply.succeeded(count(jdbc, delivery)));
                }
            }
        }
    }

    private static Counted count(JdbcClient jdbc, Delivery<Command> delivery) {
        var key = delivery.envelope().key();
        var value = jdbc.sql(COUNT).param("key", key).query(Long.class).single();
        jdbc.sql(NOTE_STEP)
                .param("id", delivery.envelope().id())
                .param("key", key)
                .param("value", value)
                .update();
        return new Counted(value);
    }
}
