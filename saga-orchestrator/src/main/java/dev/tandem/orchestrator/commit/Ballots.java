package dev.tandem.orchestrator.commit;

import io.micrometer.context.ContextExecutorService;
import io.micrometer.context.ContextSnapshotFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/** Asks many at once, each on a virtual thread, and hears who answers in time. */
@Component
class Ballots implements DisposableBean {

    /** Questions belong to the trace of whoever asked for the transaction. */
    private final ExecutorService threads = ContextExecutorService.wrap(
            Executors.newVirtualThreadPerTaskExecutor(),
            ContextSnapshotFactory.builder().build()::captureAll);

    /**
     * Hands answers over as they come, until all are there, one of them is enough, or time is up. Whoever has not answered
     * by then is not listened to any more; what was asked of them may be carried out all the same.
     *
     * @param questions which throw if there is no answer
     */
    <A> void ask(
            Collection<? extends Callable<A>> questions,
            Duration patience,
            Consumer<? super A> hear,
            Predicate<? super A> isEnough) {
        var end = System.nanoTime() + patience.toNanos();
        var answers = new ExecutorCompletionService<A>(threads);
        List<Future<A>> asked = new ArrayList<>();
        var context = MDC.getCopyOfContextMap();
        questions.forEach(question -> asked.add(answers.submit(inContext(context, question))));
        try {
            for (var i = 0; i < asked.size(); i++) {
                var answer = answers.poll(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                if (answer == null) {
                    return; // time is up
                }
                if (answer.state() == Future.State.SUCCESS) {
                    hear.accept(answer.get());
                    if (isEnough.test(answer.get())) {
                        return;
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a success that is none", e);
        } finally {
            asked.forEach(question -> question.cancel(true));
        }
    }

    /** Calls carry the correlation id of whoever asked for the transaction. */
    private static <A> Callable<A> inContext(@Nullable Map<String, String> context, Callable<A> question) {
        return () -> {
            if (context != null) {
                MDC.setContextMap(context);
            }
            return question.call();
        };
    }

    @Override
    public void destroy() {
        threads.shutdownNow();
    }
}
