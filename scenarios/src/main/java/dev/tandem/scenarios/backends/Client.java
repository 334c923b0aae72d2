package dev.tandem.scenarios.backends;

import dev.tandem.locks.LockOptions;
import dev.tandem.locks.Locks;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/**
 * What runs in an {@link Actor}'s process: takes one lock and writes under it, as it is told by lines on its standard
 * input, and answers by lines on its standard output. Arguments: its name, then the backend and where that is.
 */
public final class Client {

    private Client() {}

    /** Ends with its input. */
    public static void main(String[] arguments) throws IOException {
        var backend = Backends.of(Arrays.asList(arguments).subList(1, arguments.length));
        var locks = new Locks(backend, arguments[0], LockOptions.ifFree(Duration.ofSeconds(30)));
        try (var orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            say("ready");
            new Part(locks).play(orders);
        }
        System.exit(0); // whatever the libraries still do in the background
    }

    static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
