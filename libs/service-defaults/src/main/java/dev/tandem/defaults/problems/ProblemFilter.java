package dev.tandem.defaults.problems;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.servlet.HandlerExceptionResolver;

/**
 * Answers what the filters behind it throw, as if a controller had thrown it, while the correlation id is still in the
 * logging context.
 */
class ProblemFilter extends OncePerRequestFilter {

    private final HandlerExceptionResolver resolver;

    ProblemFilter(HandlerExceptionResolver resolver) {
        this.resolver = resolver;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        try {
            chain.doFilter(request, response);
        } catch (RuntimeException | ServletException | IOException e) {
            if (response.isCommitted() || resolver.resolveException(request, response, null, e) == null) {
                throw e;
            }
        }
    }
}
