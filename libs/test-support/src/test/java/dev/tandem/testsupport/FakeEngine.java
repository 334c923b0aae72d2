package dev.tandem.testsupport;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Set;

/** Answers as a Docker engine does that has these images, until it is closed; its socket stays. */
final class FakeEngine implements AutoCloseable {

    private static final int LONGEST_QUESTION = 4096;

    private final Path socket;
    private final Set<String> images;
    private final ServerSocketChannel server;

    FakeEngine(Path socket, Set<String> images) throws IOException {
        this.socket = socket;
        this.images = images;
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(UnixDomainSocketAddress.of(socket));
        Thread.ofVirtual().start(this::serve);
    }

    Path socket() {
        return socket;
    }

    private void serve() {
        try {
            while (true) {
                try (var client = server.accept()) {
                    answer(client);
                }
            }
        } catch (IOException closed) {
            // as it should be
        }
    }

    private void answer(SocketChannel client) throws IOException {
        var question = ByteBuffer.allocate(LONGEST_QUESTION);
        client.read(question);
        var path = new String(question.array(), StandardCharsets.US_ASCII).split(" ", 3)[1];
        var found = images.stream().anyMatch(image -> path.equals("/images/" + image + "/json"));
        var isSearch = path.startsWith("/images/json?");
        var body = isSearch && images.contains("testcontainers/ryuk")
                ? "[{\"RepoTags\":[\"testcontainers/ryuk:1\"]}]"
                : "[]";
        var answer = "HTTP/1.0 " + (found || isSearch ? "200 OK" : "404 Not Found") + "\r\n\r\n" + body;
        client.write(ByteBuffer.wrap(answer.getBytes(StandardCharsets.US_ASCII)));
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
