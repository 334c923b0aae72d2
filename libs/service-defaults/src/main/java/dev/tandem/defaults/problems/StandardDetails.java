package dev.tandem.defaults.problems;

import org.springframework.http.HttpStatusCode;

/** A sentence for each status that a service answers without a reason of its own. */
final class StandardDetails {

    private StandardDetails() {}

    static String of(HttpStatusCode status) {
        return switch (status.value()) {
            case 400 -> "The request cannot be understood.";
            case 404 -> "There is nothing at this address.";
            case 405 -> "This method is not possible here.";
            case 406 -> "The answer is only available as application/json.";
            case 413 -> "The body is larger than this service accepts.";
            case 414 -> "The address is longer than this service accepts.";
            case 415 -> "The body must be JSON, with Content-Type: application/json.";
            case 431 -> "The headers are larger than this service accepts.";
            case 503 -> "The service cannot answer just now.";
            default ->
                status.is5xxServerError()
                        ? "Something went wrong on this side; the service's log tells more under the correlation id."
                        : "The request cannot be granted.";
        };
    }
}
