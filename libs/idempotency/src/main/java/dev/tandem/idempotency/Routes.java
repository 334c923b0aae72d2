package dev.tandem.idempotency;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.http.HttpMethod;
import org.springframework.http.server.PathContainer;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** All endpoints whose requests may be repeated, by annotation or by property. */
final class Routes {

    private static final Set<String> MUTATING = Set.of("POST", "PUT", "PATCH", "DELETE");

    private final List<Route> routes;

    private Routes(Stream<Route> routes) {
        this.routes = routes.sorted(Comparator.comparing(Route::path)) // the most specific first
                .toList();
    }

    /** @param named method and pattern, such as {@code POST /dead-letters/{id}/replay} */
    static Routes of(RequestMappingHandlerMapping mapping, List<String> named) {
        var annotated = mapping.getHandlerMethods().entrySet().stream()
                .flatMap(handler -> annotated(handler.getKey(), handler.getValue()));
        return new Routes(Stream.concat(annotated, named.stream().map(Routes::named)));
    }

    Optional<Route> find(String method, PathContainer path) {
        return MUTATING.contains(method)
                ? routes.stream().filter(route -> route.matches(method, path)).findFirst()
                : Optional.empty();
    }

    private static Stream<Route> annotated(RequestMappingInfo mapping, HandlerMethod handler) {
        var annotation = AnnotatedElementUtils.findMergedAnnotation(handler.getMethod(), Idempotent.class);
        if (annotation == null) {
            return Stream.empty();
        }
        var patterns = mapping.getPathPatternsCondition();
        if (patterns == null || mapping.getMethodsCondition().isEmpty()) {
            throw new IllegalStateException("@Idempotent needs a method and a path: " + handler);
        }
        return patterns.getPatterns().stream()
                .flatMap(path -> mapping.getMethodsCondition().getMethods().stream()
                        .map(method -> route(method.asHttpMethod(), path, annotation)));
    }

    private static Route route(HttpMethod method, PathPattern path, Idempotent annotation) {
        return new Route(method.name(), path, annotation.required(), annotation.caller(), annotation.recording());
    }

    private static Route named(String name) {
        var parts = name.trim().split(" ", 2);
        if (parts.length != 2 || !MUTATING.contains(parts[0])) {
            throw new IllegalArgumentException(
                    "tandem.idempotency.routes: '%s' is not a method and a path, as in 'POST /orders'".formatted(name));
        }
        var path = PathPatternParser.defaultInstance.parse(parts[1]);
        return new Route(parts[0], path, false, "", Recording.TOGETHER);
    }
}
