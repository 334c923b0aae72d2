package dev.tandem.idempotency;

import com.fasterxml.jackson.databind.JsonNode;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;

/**
 * An endpoint whose requests may be repeated.
 *
 * @param caller the path variable or the body's field that says who asks; empty for none
 */
record Route(String method, PathPattern path, boolean required, String caller, Recording recording) {

    boolean matches(String requestMethod, PathContainer requestPath) {
        return method.equals(requestMethod) && path.matches(requestPath);
    }

    /** Tells this route and its callers' keys from all others. */
    String scope(PathContainer requestPath, JsonNode body, String principal) {
        var match = path.matchAndExtract(requestPath);
        var named = match == null ? null : match.getUriVariables().get(caller);
        var who = named == null && !caller.isEmpty() ? body.path(caller).asText("") : named;
        var scope = new StringBuilder(method).append(' ').append(path);
        if (!principal.isEmpty()) {
            scope.append(" as ").append(principal);
        }
        if (who != null && !who.isEmpty()) {
            scope.append(" for ").append(who);
        }
        return scope.toString();
    }
}
