package dev.tandem.idempotency;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClient.RequestBodySpec;

/**
 * Records in the lock service, over HTTP: as durable as those in a database, for services that have none of their own.
 * Record and work are two transactions.
 */
final class LockServiceRecords implements IdempotencyStore {

    private static final String RECORDS = "/idempotency-records";

    private final RestClient service;

    /** @param service knows the lock service's address, and how long to wait for it */
    LockServiceRecords(RestClient service) {
        this.service = service;
    }

    private record Open(String scope, String key, String requestHash, UUID owner, Duration ttl, Duration lease) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record End(
            UUID owner,
            String state,
            @Nullable Duration lease,
            @Nullable String recoveryPoint,
            @Nullable Integer status,
            @Nullable Map<String, String> headers,
            @Nullable AnswerJson body) {

        static End inProgress(Attempt attempt, @Nullable String recoveryPoint) {
            return new End(attempt.owner(), "IN_PROGRESS", attempt.lease(), recoveryPoint, null, null, null);
        }
    }

    /** As much of a record as matters here. */
    private record Kept(
            @Nullable String recoveryPoint, @Nullable Response response) {

        record Response(AnswerJson body) {}
    }

    private record Met(HttpStatusCode status, @Nullable Kept kept) {}

    @Override
    public Claim claim(Attempt attempt) {
        var key = attempt.key();
        var open = new Open(
                key.scope(), key.key(), attempt.fingerprint(), attempt.owner(), attempt.retention(), attempt.lease());
        var met = send(service.post().uri(RECORDS), open);
        return switch (met.status().value()) {
            case 201 -> new Claim.Granted(Objects.requireNonNull(met.kept()).recoveryPoint(), false);
            case 200 -> {
                var response = Objects.requireNonNull(met.kept()).response();
                yield new Claim.Answered(Objects.requireNonNull(response).body().answer());
            }
            case 409 -> new Claim.InProgress();
            case 422 -> new Claim.Mismatch();
            default -> throw StoreProblem.unavailable();
        };
    }

    @Override
    public boolean renew(Attempt attempt) {
        return put(attempt, End.inProgress(attempt, null));
    }

    @Override
    public boolean reached(Attempt attempt, String recoveryPoint) {
        return put(attempt, End.inProgress(attempt, recoveryPoint));
    }

    /** The bytes travel within JSON, because not every answer is JSON and every repeat gets the same bytes. */
    @Override
    public boolean complete(Attempt attempt, StoredAnswer answer) {
        return put(
                attempt,
                new End(attempt.owner(), "COMPLETED", null, null, answer.status(), Map.of(), AnswerJson.of(answer)));
    }

    @Override
    public void release(Attempt attempt) {
        put(attempt, new End(attempt.owner(), "FAILED", null, null, null, null, null));
    }

    /** False if the claim is this attempt's no more: somebody else's, answered, or gone. */
    private boolean put(Attempt attempt, End end) {
        var key = attempt.key();
        var met = send(service.put().uri("%s/%s/%s".formatted(RECORDS, encoded(key.scope()), encoded(key.key()))), end);
        return switch (met.status().value()) {
            case 200 -> true;
            case 404, 409 -> false;
            default -> throw StoreProblem.unavailable();
        };
    }

    private static Met send(RequestBodySpec request, Object body) {
        try {
            return Objects.requireNonNull(request.contentType(MediaType.APPLICATION_JSON)
                    .body(body)
                    .exchange((_, answer) -> new Met(
                            answer.getStatusCode(),
                            answer.getStatusCode().is2xxSuccessful() ? answer.bodyTo(Kept.class) : null)));
        } catch (ResourceAccessException e) {
            throw StoreProblem.unavailable();
        }
    }

    private static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20"); // this is a path, not a form
    }
}
