package dev.tandem.messaging;

import java.util.List;
import java.util.function.Function;
import org.springframework.context.SmartLifecycle;
import org.springframework.kafka.listener.ConcurrentMessageListenerContainer;

/** Starts a listener container per subscription once the application is up, and stops them before the web server. */
final class SubscriptionContainers implements SmartLifecycle {

    private final List<ConcurrentMessageListenerContainer<String, byte[]>> containers;
    private volatile boolean running;

    SubscriptionContainers(
            List<Subscription<?>> subscriptions,
            Function<Subscription<?>, ConcurrentMessageListenerContainer<String, byte[]>> container) {
        this.containers = subscriptions.stream().map(container).toList();
    }

    @Override
    public void start() {
        containers.forEach(ConcurrentMessageListenerContainer::start);
        running = true;
    }

    @Override
    public void stop() {
        containers.forEach(container -> container.stop(() -> {})); // all at once, each finishes its batch
        containers.forEach(ConcurrentMessageListenerContainer::stop);
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    /** Last to start, first to stop: a handler may need everything else. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE - 100;
    }
}
