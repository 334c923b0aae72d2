package dev.tandem.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** Asks over a real connection. */
record Http(int port) {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    Answer post(String path, String body, String... headers) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
        for (var i = 0; i < headers.length; i += 2) {
            request.setHeader(headers[i], headers[i + 1]);
        }
        return new Answer(CLIENT.send(request.build(), BodyHandlers.ofString()));
    }

    /** Asks without a body. */
    Answer call(String method, String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return new Answer(CLIENT.send(request, BodyHandlers.ofString()));
    }

    /** The same request many times at once. */
    List<Answer> crowd(int size, String path, String body, String key) throws Exception {
        List<Callable<Answer>> requests = IntStream.range(0, size)
                .mapToObj(_ -> (Callable<Answer>) () -> post(path, body, "Idempotency-Key", key))
                .toList();
        try (var crowd = Executors.newVirtualThreadPerTaskExecutor()) {
            return crowd.invokeAll(requests).stream().map(Future::resultNow).toList();
        }
    }

    /** Asks, and goes on without the answer. */
    Pending postLater(String path, String body, String key) {
        var executor = Executors.newVirtualThreadPerTaskExecutor();
        return new Pending(executor.submit(() -> post(path, body, "Idempotency-Key", key)));
    }

    record Pending(Future<Answer> answer) {
        Answer get() throws InterruptedException, ExecutionException {
            return answer.get();
        }
    }

    record Answer(HttpResponse<String> response) {

        int status() {
            return response.statusCode();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        boolean isReplayed() {
            return header("Idempotency-Replayed").equals("true");
        }

        String body() {
            return response.body();
        }

        Answer isProblem(int status, String type) {
            assertThat(status()).as(body()).isEqualTo(status);
            assertThat(body()).contains("\"/problems/" + type + "\"");
            return this;
        }
    }
}
