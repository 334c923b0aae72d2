package dev.tandem.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogTailTest {

    @TempDir
    private Path folder = Path.of("");

    @Test
    void readsOnlyTheEnd() throws IOException {
        var log = folder.resolve("long.log");
        Files.write(log, IntStream.range(0, 10_000).mapToObj(i -> "line " + i).toList());

        assertThat(LogTail.lastLines(log, 2)).containsExactly("line 9998", "line 9999");
    }

    @Test
    void nothingWasSaidYet() {
        assertThat(LogTail.lastLines(folder.resolve("none.log"), 2)).isEmpty();
    }

    @Test
    void followsWhatIsAppendedAndALogThatBeginsAnew() throws Exception {
        var log = folder.resolve("live.log");
        Files.writeString(log, "long before anybody looked\n");
        List<String> heard = new CopyOnWriteArrayList<>();
        var follower = Thread.startVirtualThread(() -> follow(log, heard));
        await().until(() -> follower.getState() == Thread.State.TIMED_WAITING);

        Files.writeString(log, "one\nhal", StandardOpenOption.APPEND);
        await().until(() -> heard.contains("one"));
        Files.writeString(log, "ved\n", StandardOpenOption.APPEND);
        await().until(() -> heard.contains("halved"));
        Files.writeString(log, "anew\n");
        await().until(() -> heard.contains("anew"));

        follower.interrupt();
        follower.join();
        assertThat(heard).containsExactly("one", "halved", "anew");
    }

    private static void follow(Path log, List<String> heard) {
        try {
            LogTail.follow(log, heard::add);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
