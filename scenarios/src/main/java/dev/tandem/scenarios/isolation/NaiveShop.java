package dev.tandem.scenarios.isolation;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.tandem.scenarios.Stage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * A shop without any countermeasure, so that one can see what they are for. Every request is a step of somebody's saga,
 * carried out correctly by itself and committed at once. It lives in the story's process and on a database of its own,
 * and nothing of it is left afterwards.
 */
final class NaiveShop implements AutoCloseable {

    private final NaiveBooks books;
    private final Consumer<String> betweenReadAndWrite;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();

    private NaiveShop(NaiveBooks books, Consumer<String> betweenReadAndWrite) throws IOException {
        this.books = books;
        this.betweenReadAndWrite = betweenReadAndWrite;
        this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    }

    static NaiveShop open(Stage stage) {
        return open(stage, saga -> {});
    }

    /**
     * Opens it.
     *
     * @param betweenReadAndWrite called with the name of a saga that has read the stock, and has not written it yet
     */
    static NaiveShop open(Stage stage, Consumer<String> betweenReadAndWrite) {
        try {
            var shop = new NaiveShop(NaiveBooks.create(stage), betweenReadAndWrite);
            shop.serve();
            return shop;
        } catch (IOException | SQLException e) {
            throw new IllegalStateException("the naive shop could not be opened", e);
        }
    }

    private void serve() {
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            try (exchange) {
                var answer = handle(exchange).getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, answer.length);
                exchange.getResponseBody().write(answer);
            } catch (SQLException e) {
                throw new IOException(e);
            }
        });
        server.start();
    }

    private String handle(HttpExchange exchange) throws SQLException {
        var step = exchange.getRequestURI().getPath().substring(1).split("/", -1);
        return switch (step[0]) {
            case "reserve" -> Integer.toString(reserveUnits(step[1], Integer.parseInt(step[2])));
            case "stock" -> Integer.toString(books.quantity());
            case "create-order" -> books.insertOrder(step[1], new BigDecimal(step[2]));
            case "cancel-order" -> books.updateOrder(step[1], "CANCELLED");
            case "order" -> books.orderStatus(step[1]);
            case "sales" -> books.sumOfOrders().toPlainString();
            default -> throw new IllegalArgumentException("no step is called " + step[0]);
        };
    }

    /** What is wrong with it: the number that is written follows from a number that was true some time ago. */
    private int reserveUnits(String saga, int units) throws SQLException {
        var available = books.quantity();
        betweenReadAndWrite.accept(saga);
        if (available < units) {
            return 0;
        }
        books.setQuantity(available - units);
        return units;
    }

    /** A saga's step: takes units off the stock, and says how many it got. */
    int reserve(String saga, int units) {
        return Integer.parseInt(ask("POST", "reserve/" + saga + "/" + units));
    }

    /** What is left. */
    int stock() {
        return Integer.parseInt(ask("GET", "stock"));
    }

    /** A saga's first step. */
    void createOrder(String id, String total) {
        ask("POST", "create-order/" + id + "/" + total);
    }

    /** What undoes it. */
    void cancelOrder(String id) {
        ask("POST", "cancel-order/" + id);
    }

    /** What anybody sees of an order. */
    String status(String id) {
        return ask("GET", "order/" + id);
    }

    /** What all orders are worth that were not cancelled. */
    BigDecimal sales() {
        return new BigDecimal(ask("GET", "sales"));
    }

    private String ask(String method, String step) {
        var uri = URI.create(
                "http://127.0.0.1:%d/%s".formatted(server.getAddress().getPort(), step));
        try {
            var request = HttpRequest.newBuilder(uri).method(method, BodyPublishers.noBody());
            return client.send(request.build(), BodyHandlers.ofString()).body();
        } catch (IOException e) {
            throw new UncheckedIOException("the naive shop does not answer " + uri, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the story was interrupted", e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        client.close();
        books.close();
    }
}
