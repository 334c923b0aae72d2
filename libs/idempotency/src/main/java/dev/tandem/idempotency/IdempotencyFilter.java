package dev.tandem.idempotency;

import dev.tandem.defaults.problems.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.http.server.PathContainer;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.filter.ServerHttpObservationFilter;
import org.springframework.web.util.ServletRequestPathUtils;

/**
 * Lets each request of the chosen routes through once, and answers its repeats (guide, 'Idempotency Keys'). Everything
 * that is refused here is refused before any work.
 */
final class IdempotencyFilter extends OncePerRequestFilter {

    private static final Duration SOON = Duration.ofSeconds(1);

    private final Supplier<Routes> routes;
    private final Recorders recorders;
    private final AnswerPolicy policy;
    private final IdempotencyProperties properties;
    private final RequestMeters meters;

    IdempotencyFilter(
            Supplier<Routes> routes,
            Recorders recorders,
            AnswerPolicy policy,
            IdempotencyProperties properties,
            RequestMeters meters) {
        this.routes = routes;
        this.recorders = recorders;
        this.policy = policy;
        this.properties = properties;
        this.meters = meters;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var path = ServletRequestPathUtils.parse(request).pathWithinApplication();
        var route = routes.get().find(request.getMethod(), path);
        var key = route.isEmpty() ? Optional.<String>empty() : KeyHeader.of(request);
        if (key.isPresent()) {
            once(route.orElseThrow(), path, key.get(), new RepeatableRequest(request), response, chain);
        } else if (route.filter(Route::required).isPresent()) {
            throw KeyHeader.required();
        } else {
            chain.doFilter(request, response);
        }
    }

    private void once(
            Route route,
            PathContainer path,
            String key,
            RepeatableRequest request,
            HttpServletResponse response,
            FilterChain chain)
            throws IOException, ServletException {
        var answer = new BufferedAnswer(response);
        try {
            var attempt = attempt(route, path, key, request);
            var claim = record(route, attempt, idempotent -> carryOut(idempotent, request, answer, chain));
            meters.count(claim);
            answerRepeat(claim, answer, request, route);
        } catch (RuntimeException | IOException | ServletException | Error e) {
            answer.discard();
            throw e;
        }
        answer.copyBodyToResponse();
    }

    private Claim record(Route route, Attempt attempt, Work work) throws IOException, ServletException {
        try {
            return recorders.of(route.recording()).record(attempt, work);
        } catch (RepeatedRequest repeat) {
            return repeat.claim();
        }
    }

    private Attempt attempt(Route route, PathContainer path, String key, RepeatableRequest request) {
        var json = Fingerprint.parse(request.body());
        var principal = request.getUserPrincipal() == null
                ? ""
                : Objects.requireNonNullElse(request.getUserPrincipal().getName(), "");
        var query = request.getQueryString() == null ? "" : '?' + request.getQueryString();
        return new Attempt(
                new RecordKey(route.scope(path, json, principal), key),
                UUID.randomUUID(),
                Fingerprint.of(request.getMethod(), path.value() + query, json, request.body()),
                properties.lease(),
                properties.retention());
    }

    private Optional<StoredAnswer> carryOut(
            IdempotentRequest idempotent, RepeatableRequest request, BufferedAnswer answer, FilterChain chain)
            throws IOException, ServletException {
        request.setAttribute(IdempotentRequest.ATTRIBUTE, idempotent);
        chain.doFilter(request, answer);
        if (request.isAsyncStarted()) {
            throw new IllegalStateException("an answer that comes later cannot be recorded");
        }
        RepeatedRequestResolver.rethrow(request);
        return answer.isLeftToContainer()
                ? Optional.empty()
                : Optional.of(answer.stored()).filter(policy::keeps);
    }

    private static void answerRepeat(Claim claim, BufferedAnswer answer, HttpServletRequest request, Route route)
            throws IOException {
        if (claim instanceof Claim.Granted) {
            return; // the answer is there
        }
        answer.discard();
        // Measured under its route, although no controller sees it.
        ServerHttpObservationFilter.findObservationContext(request)
                .ifPresent(context -> context.setPathPattern(route.path().getPatternString()));
        switch (claim) {
            case Claim.Granted _ -> {}
            case Claim.Answered(var stored) -> answer.replay(stored);
            case Claim.InProgress() ->
                throw Problem.of(
                                409,
                                "idempotency-request-in-progress",
                                "The first request with this key is still being worked on.")
                        .retryAfter(SOON);
            case Claim.Mismatch() ->
                throw Problem.of(
                        422,
                        "idempotency-key-reused",
                        "This key came with another request before; a new request needs a new key.");
        }
    }
}
