package dev.tandem.lock.core;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Makes one transaction of what many callers want (group commit): what arrives while one step is being committed makes up
 * the next. A lone wish waits for nobody; under load the round trip and the commit are shared. Thread-safe.
 */
final class StepWriter implements AutoCloseable {

    private static final String STEP = """
            SELECT n, lease_id, outcome, place, token, acquired_at, expires_at, holder, queue, key
              FROM lock_step(:replica, :kinds::text[], :keys::text[], :leases::uuid[], :owners::text[],
                             :ttls::bigint[], :places::bigint[])
            """;

    private static final int LARGEST_STEP = 256;

    /** More are turned away at once, rather than kept until their clients have gone. */
    private static final int LONGEST_LINE = 10_000;

    private final BlockingQueue<Operation> line = new LinkedBlockingQueue<>(LONGEST_LINE);
    private final JdbcClient jdbc;
    private final UUID replica;
    private final Consumer<Answer> turnOf;
    private final Thread worker;

    /** @param turnOf hears of those in this replica's queue who were served */
    StepWriter(String name, JdbcClient jdbc, UUID replica, Consumer<Answer> turnOf) {
        this.jdbc = jdbc;
        this.replica = replica;
        this.turnOf = turnOf;
        this.worker = Thread.ofVirtual().name(name).start(this::work);
    }

    /** The wish will be in one of the next steps; it is answered when that is on disk. */
    void submit(Operation operation) {
        if (!line.offer(operation)) {
            operation
                    .answer()
                    .completeExceptionally(new LockStoreUnavailable("too many wishes are waiting for the database"));
        }
    }

    @SuppressWarnings("ThreadPriorityCheck") // to yield is worth it only on average
    private void work() {
        var step = new ArrayList<Operation>(LARGEST_STEP);
        try {
            while (true) {
                step.add(line.take());
                Thread.yield(); // those who were answered a moment ago are about to ask again
                line.drainTo(step, LARGEST_STEP - 1);
                write(step);
                step.clear();
            }
        } catch (InterruptedException e) {
            fail(line, new LockStoreUnavailable("the lock service is being stopped", e));
        }
    }

    private void write(List<Operation> step) {
        try {
            for (var answer : answers(step)) {
                if (answer.number() == 0) {
                    turnOf.accept(answer);
                } else {
                    step.get((int) answer.number() - 1).answer().complete(answer);
                }
            }
        } catch (RuntimeException e) {
            fail(step, new LockStoreUnavailable("the database did not take the step", e));
        }
    }

    private List<Answer> answers(List<Operation> step) {
        return jdbc.sql(STEP)
                .param("replica", replica)
                .param("kinds", column(step, operation -> operation.kind().sqlName(), String[]::new))
                .param("keys", column(step, Operation::key, String[]::new))
                .param("leases", column(step, Operation::leaseId, UUID[]::new))
                .param("owners", column(step, Operation::owner, String[]::new))
                .param("ttls", column(step, Operation::ttlMillis, Long[]::new))
                .param("places", column(step, Operation::place, Long[]::new))
                .query((row, _) -> Answer.of(row))
                .list();
    }

    private static <T> T[] column(List<Operation> step, Function<Operation, T> value, IntFunction<T[]> array) {
        return step.stream().map(value).toArray(array);
    }

    /** Those who have an answer keep it. */
    private static void fail(Iterable<Operation> operations, LockStoreUnavailable failure) {
        operations.forEach(operation -> operation.answer().completeExceptionally(failure));
    }

    @Override
    public void close() {
        worker.interrupt();
    }
}
