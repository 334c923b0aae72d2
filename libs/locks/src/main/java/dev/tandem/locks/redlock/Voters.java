package dev.tandem.locks.redlock;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import io.lettuce.core.resource.Delay;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** All servers, asked at the same time over one connection each. */
final class Voters implements AutoCloseable {

    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(2);
    private static final Duration RECONNECT_PAUSE = Duration.ofMillis(200);

    /** What a frozen server will find when it wakes up; who asks for more is not heard by it. */
    private static final int LONGEST_BACKLOG = 1_000;

    private final ClientResources resources = DefaultClientResources.builder()
            .ioThreadPoolSize(2)
            .computationThreadPoolSize(2)
            .reconnectDelay(() -> Delay.constant(RECONNECT_PAUSE))
            .build();

    private final RedisClient client = RedisClient.create(resources);
    private final List<Voter> voters;

    Voters(List<String> servers, Duration patience) {
        client.setOptions(ClientOptions.builder()
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .requestQueueSize(LONGEST_BACKLOG)
                .socketOptions(
                        SocketOptions.builder().connectTimeout(CONNECT_PATIENCE).build())
                .build());
        this.voters = servers.stream()
                .map(server -> new Voter(client, server, patience))
                .toList();
        voters.forEach(voter -> voter.awaitConnection(CONNECT_PATIENCE));
    }

    CompletableFuture<Tally> ask(Function<Voter, CompletableFuture<Boolean>> question) {
        return Tally.of(voters.stream().map(question).toList());
    }

    @Override
    public void close() {
        client.shutdown(Duration.ZERO, CONNECT_PATIENCE);
        var _ = resources.shutdown();
    }
}
