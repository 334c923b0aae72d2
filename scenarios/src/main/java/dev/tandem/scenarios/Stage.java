package dev.tandem.scenarios;

import static org.awaitility.Awaitility.await;

import dev.tandem.local.platform.DatabaseLogin;
import dev.tandem.local.platform.Extra;
import dev.tandem.local.platform.PartStatus;
import dev.tandem.local.platform.RunningPlatform;
import dev.tandem.scenarios.shop.Coordination;
import dev.tandem.scenarios.shop.Fault;
import dev.tandem.scenarios.shop.Flow;
import dev.tandem.scenarios.shop.Order;
import dev.tandem.scenarios.shop.Sabotage;
import dev.tandem.scenarios.shop.Saga;
import dev.tandem.scenarios.shop.Shop;
import dev.tandem.scenarios.shop.Unanswered;
import java.io.PrintStream;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.function.Predicate;

/** What a story plays on: the running platform, its shop, and an audience. */
public final class Stage {

    /**
     * How long to wait for anything: an order that lives through a restart, a step that timed out and its retries; a
     * database that recovers on a busy disk. Long, because it only matters where something is lost for good.
     */
    static final Duration PATIENCE = Duration.ofMinutes(4);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private final RunningPlatform platform;
    private final Shop shop;
    private final Coordination coordination;
    private final Options options;
    private final PrintStream out;
    private final Sabotage sabotage;
    private final Set<String> restarted = new TreeSet<>();

    Stage(RunningPlatform platform, Options options, PrintStream out) {
        this.platform = platform;
        this.shop = new Shop(platform::url);
        this.coordination = new Coordination(platform::url);
        this.sabotage = new Sabotage(platform::url);
        this.options = options;
        this.out = out;
    }

    public Shop shop() {
        return shop;
    }

    /** Its distributed transactions. */
    public Coordination coordination() {
        return coordination;
    }

    /** How large and long to play. */
    public Options options() {
        return options;
    }

    /** Tells the audience what is going on. */
    public void tell(String what) {
        out.println("    " + what);
        out.flush();
    }

    /** Ends a part without a last word, as {@code kill -9} does. */
    public void kill(String part) {
        platform.kill(part);
        tell("kill -9 " + part);
    }

    /** Brings a part back, or a replica of a service on the stage ({@code payment-service-2}); waits until it is ready. */
    public void start(String part) {
        var begin = System.nanoTime();
        var isKnown = platform.partNames().contains(part);
        platform.start(part);
        tell("%s is %s after %.1f s".formatted(part, isKnown ? "back" : "there", secondsSince(begin)));
    }

    /** Lets a part finish what it is at, and end. */
    public void stop(String part) {
        platform.stop(part);
        tell(part + " has stopped");
    }

    /** Lets a service go on with other settings than usual, given as environment variables, until the story is over. */
    public void restartWith(String service, Map<String, String> settings) {
        restarted.add(service);
        platform.restart(service, settings);
        tell("%s runs with %s".formatted(service, settings));
    }

    /** Services that {@link #restartWith} has changed. */
    Set<String> restarted() {
        return restarted;
    }

    /** Freezes a part: it keeps its connections, and answers nobody. */
    public void pause(String part) {
        platform.pause(part);
        tell("SIGSTOP " + part);
    }

    public void resume(String part) {
        platform.resume(part);
        tell("SIGCONT " + part);
    }

    /**
     * Makes something go wrong at a named point of a service, as soon as it is there. One that comes to the point at once
     * may be dead before it can say that it took it.
     */
    public void arm(String service, Fault fault) {
        var wasAlive = !dead().contains(service);
        await("%s takes %s".formatted(service, fault))
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(LOOK_AGAIN)
                .until(() -> {
                    try {
                        sabotage.arm(service, fault);
                        return true;
                    } catch (Unanswered nobodyThere) {
                        return wasAlive && dead().contains(service);
                    }
                });
    }

    /** Waits until a service has sent all it had to send, so that what it sends next is of this story. */
    public void awaitAllSent(String service) {
        awaitThat("%s has sent all it had to send".formatted(service), () -> shop.unsent(service) == 0);
    }

    /** Lets nothing through between two services any more. */
    public void cut(String one, String other) {
        sabotage.cut(one, other);
        tell("the link between %s and %s is cut".formatted(one, other));
    }

    public void heal(String one, String other) {
        sabotage.heal(one, other);
        tell("the link between %s and %s is whole again".formatted(one, other));
    }

    /** Waits until a part has died by itself. */
    public void awaitDeath(String part) {
        await(part + " dies")
                .atMost(PATIENCE)
                .pollInterval(LOOK_AGAIN)
                .until(() -> platform.status().stream()
                        .anyMatch(it -> it.name().equals(part) && it.state() == PartStatus.State.DIED));
        tell(part + " has died");
    }

    /** Who has died, and was not started again. */
    public List<String> dead() {
        return platform.status().stream()
                .filter(part -> part.state() == PartStatus.State.DIED)
                .map(PartStatus::name)
                .toList();
    }

    /** Starts every part again that dies from now on. */
    public Revival reviving() {
        return new Revival(platform);
    }

    /** Disarms all faults that were not hit, and heals all links. */
    public void clearFaults() {
        platform.urls().keySet().forEach(sabotage::clear);
    }

    /** What was sent in messages so far, to be sent again. */
    public Redelivery redelivery() {
        return new Redelivery(platform.kafkaAddress());
    }

    /** Lets these customers order in the background. */
    public Traffic traffic(List<Crowd.Wish> wishes) {
        return new Traffic(this, wishes);
    }

    /** Where a service listens, or a replica of it. */
    public URI url(String service) {
        return platform.url(service);
    }

    /** Opens a database of the platform's server with all rights; the story closes it. */
    public Connection connect(String database) throws SQLException {
        return platform.connect(database);
    }

    /** The same for a client of the story in another process. */
    public DatabaseLogin login(String database) {
        return platform.login(database);
    }

    /** Where clients find a part. */
    public String address(String part) {
        return platform.address(part);
    }

    /** Where the services find it, which need not be where the story does. */
    public String addressWithin(String server) {
        return platform.addressWithin(server);
    }

    /** Where clients find each of these servers. */
    public List<String> addresses(Extra servers) {
        return servers.parts().stream().map(platform::address).toList();
    }

    /** Lets so many customers order in the background. */
    public Traffic traffic(int orders) {
        return traffic(Crowd.of(orders));
    }

    /** The same, with nobody to conduct the services. */
    public Traffic choreographedTraffic(int orders) {
        return traffic(Crowd.of(orders).stream()
                .map(wish -> new Crowd.Wish(wish.basket().choreographed(), wish.refusal()))
                .toList());
    }

    /** Waits until nothing will change an order any more, however often servers do not answer meanwhile. */
    public Order awaitEnd(UUID orderId) {
        return awaitEnd(List.of(orderId)).getFirst();
    }

    /** Waits until nothing will change any of these orders any more. */
    public List<Order> awaitEnd(Collection<UUID> orderIds) {
        var ended = new ArrayList<Order>();
        for (var orderId : orderIds) {
            ended.add(await("order " + orderId + " ends")
                    .atMost(PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(LOOK_AGAIN)
                    .ignoreException(Unanswered.class)
                    .until(() -> shop.order(orderId), Order::hasEnded));
        }
        return ended;
    }

    /** Waits until nothing will change the saga of an order any more, which it may tell a moment after the order. */
    public Saga awaitSagaEnd(UUID orderId) {
        return awaitSaga(orderId, "has ended", Saga::hasEnded);
    }

    /** Waits until the saga of an order is as somebody wants it. */
    public Saga awaitSaga(UUID orderId, String how, Predicate<Saga> isSo) {
        return awaitSaga("the saga of order %s %s".formatted(orderId, how), () -> shop.saga(orderId), isSo);
    }

    /** Waits until the saga that undoes an order has ended. */
    public Saga awaitCancellationEnd(UUID orderId) {
        return awaitSaga(
                "the cancellation of order %s ends".formatted(orderId),
                () -> shop.cancellation(orderId),
                Saga::hasEnded);
    }

    private static Saga awaitSaga(String what, Callable<Optional<Saga>> look, Predicate<Saga> isSo) {
        return await(what)
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(LOOK_AGAIN)
                .ignoreException(Unanswered.class)
                .until(look, saga -> saga.filter(isSo).isPresent())
                .orElseThrow();
    }

    /** Waits until it is told of an order that it is as somebody wants it. */
    public Flow awaitFlow(UUID orderId, String how, Predicate<Flow> isSo) {
        return await("the flow of order %s %s".formatted(orderId, how))
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(LOOK_AGAIN)
                .ignoreException(Unanswered.class)
                .until(() -> shop.flow(orderId), isSo);
    }

    /** Waits until something is as somebody wants it, however often servers do not answer meanwhile. */
    public void awaitThat(String what, Callable<Boolean> isSo) {
        await(what)
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(LOOK_AGAIN)
                .ignoreException(Unanswered.class)
                .until(isSo);
    }

    /** Waits until inventory has heard of an order, if only that there is nothing to be set aside for it. */
    public void awaitReservation(UUID orderId) {
        await("inventory has heard of order " + orderId)
                .atMost(PATIENCE)
                .pollInterval(LOOK_AGAIN)
                .ignoreException(Unanswered.class)
                .until(() -> !shop.reservations(orderId).isEmpty());
    }

    /** Lets time go by, because its passing is part of the story. */
    public void pass(Duration time) {
        tell("%d s go by".formatted(time.toSeconds()));
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the story was interrupted", e);
        }
    }

    /** How many of these orders have not ended at this moment. */
    public long inFlight(Collection<UUID> orderIds) {
        return orderIds.stream()
                .map(shop::order)
                .filter(order -> !order.hasEnded())
                .count();
    }

    /** Checks what these orders, which have ended, left behind in every service. */
    public void checkSettled(Collection<UUID> orderIds) {
        orderIds.forEach(orderId -> await("order " + orderId + " is settled")
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(LOOK_AGAIN)
                .ignoreException(Unanswered.class)
                .untilAsserted(() -> Settlement.of(shop, orderId).check()));
    }

    private static double secondsSince(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }
}
