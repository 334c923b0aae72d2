package dev.tandem.scenarios.backends;

import dev.tandem.locks.Lease;
import dev.tandem.locks.LockBackendUnavailable;
import dev.tandem.locks.LockOptions;
import dev.tandem.locks.Locks;
import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The lines a {@link Client} understands. */
final class Part {

    private final Locks locks;
    private Optional<Lease> lease = Optional.empty();

    Part(Locks locks) {
        this.locks = locks;
    }

    void play(BufferedReader orders) throws IOException {
        for (var order = orders.readLine(); order != null; order = orders.readLine()) {
            Thread.interrupted(); // told of a loss, which the callback has said
            var words = List.of(order.split(" ", -1));
            switch (words.getFirst()) {
                case "acquire" -> acquire(words.get(1), millis(words.get(2)), millis(words.get(3)));
                case "check" -> Client.say(lease.filter(Lease::isHeld).isPresent() ? "held" : "not held");
                case "write" -> Client.say("writes " + token() + " " + words.get(1));
                case "release" -> release();
                default -> throw new IllegalArgumentException(order);
            }
        }
    }

    private void acquire(String key, Duration ttl, Duration wait) {
        try {
            lease = locks.tryAcquire(key, new LockOptions(ttl, wait));
            lease.ifPresent(it -> it.onLost(() -> Client.say("lost")));
            Client.say(lease.isPresent() ? "granted " + token() : "refused");
        } catch (LockBackendUnavailable e) {
            Client.say("unknown " + e.getMessage());
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void release() {
        lease.ifPresent(Lease::close);
        lease = Optional.empty();
        Client.say("released");
    }

    private String token() {
        return locks.capabilities().fenced()
                ? lease.map(it -> Long.toString(it.fencingToken())).orElse("-")
                : "-";
    }

    private static Duration millis(String word) {
        return Duration.ofMillis(Long.parseLong(word));
    }
}
