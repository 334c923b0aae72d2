package dev.tandem.idempotency;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/**
 * Work that has begun, and that takes longer than a client should be kept waiting (guide, 'Long-Running Operations'):
 * the answer is a 202 that says where to look, and repeats of the request get the same one. What has begun must be on
 * disk by then, in the transaction of the record: a saga, a job, an order.
 *
 * <pre>{@code
 * return LongOperation.at("/sagas/" + id, statusUrl -> new Started(id, statusUrl)).accepted();
 * }</pre>
 *
 * @param statusUrl where the client can see how far it is
 * @param body says the same in a field of its own
 */
public record LongOperation<T>(String statusUrl, T body) {

    /**
     * Names the status address once.
     *
     * @param body makes the answer's body, which tells the same address
     */
    public static <T> LongOperation<T> at(String statusUrl, Function<String, T> body) {
        return new LongOperation<>(statusUrl, body.apply(statusUrl));
    }

    /** What the client gets. */
    public ResponseEntity<T> accepted() {
        return ResponseEntity.accepted().location(URI.create(statusUrl)).body(body);
    }

    /** The same as repeats get it, for work that records its answer itself, before it is sent. */
    public StoredAnswer recorded(ObjectMapper json) {
        try {
            return new StoredAnswer(
                    HttpStatus.ACCEPTED.value(),
                    Map.of(
                            HttpHeaders.LOCATION,
                            List.of(statusUrl),
                            HttpHeaders.CONTENT_TYPE,
                            List.of(MediaType.APPLICATION_JSON_VALUE)),
                    json.writeValueAsBytes(body));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot be written as JSON: " + body, e);
        }
    }
}
