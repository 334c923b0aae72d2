package dev.tandem.local.verify;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what the services show. */
final class Json {

    /** A service judges all that it ever did, which takes a while on a large database and a busy machine. */
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final int PAGE = 500;

    /** Money is neither to become a floating-point number on the way nor to lose its cents. */
    static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final HttpClient client;
    private final Map<String, URI> services;

    Json(HttpClient client, Map<String, URI> services) {
        this.client = client;
        this.services = services;
    }

    /** A whole list, page by page. */
    List<JsonNode> list(String service, String path) throws Unreadable, InterruptedException {
        return listIfThere(service, path).orElseThrow(() -> new Unreadable(service + " has no list at " + path));
    }

    /** The same, unless the service has no such list. */
    Optional<List<JsonNode>> listIfThere(String service, String path) throws Unreadable, InterruptedException {
        return listIfThere(service, path, "");
    }

    /** The same, of those that a filter such as {@code state=PREPARED} lets through. */
    Optional<List<JsonNode>> listIfThere(String service, String path, String filter)
            throws Unreadable, InterruptedException {
        var items = new ArrayList<JsonNode>();
        var filtered = filter.isEmpty() ? "" : "&" + filter;
        var query = "?limit=" + PAGE + filtered;
        while (true) {
            var page = get(service, path + query);
            if (page.isEmpty()) {
                return Optional.empty();
            }
            page.get().path("items").forEach(items::add);
            var next = page.get().path("next");
            if (next.isMissingNode() || next.isNull()) {
                return Optional.of(items);
            }
            query = "?limit=" + PAGE + filtered + "&cursor=" + URLEncoder.encode(next.asText(), StandardCharsets.UTF_8);
        }
    }

    /** Empty if there is nothing at that address. */
    Optional<JsonNode> get(String service, String path) throws Unreadable, InterruptedException {
        var base = services.get(service);
        if (base == null) {
            throw new Unreadable(service + " is not part of the platform");
        }
        var request =
                HttpRequest.newBuilder(base.resolve(path)).timeout(PATIENCE).build();
        try {
            var answer = client.send(request, BodyHandlers.ofString());
            return switch (answer.statusCode()) {
                case 200 -> Optional.of(MAPPER.readTree(answer.body()));
                case 404 -> Optional.empty();
                default -> throw new Unreadable(service + " answers " + answer.statusCode() + " to " + path);
            };
        } catch (IOException e) {
            throw new Unreadable(service + " does not answer " + path + ": " + e);
        }
    }
}
