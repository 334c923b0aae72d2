package dev.tandem.defaults.correlation;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** Takes or makes the correlation id of each request, and tells it to the caller even if nothing else works. */
class CorrelationFilter extends OncePerRequestFilter {

    private static final String ATTRIBUTE = CorrelationFilter.class.getName() + ".id";

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var id = idOf(request);
        response.setHeader(Correlation.HEADER, id);
        try (var _ = Correlation.open(id)) {
            chain.doFilter(request, response);
        }
    }

    /** The request's later dispatches, to another thread or to the error page, go on under its first id. */
    private static String idOf(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof String known) {
            return known;
        }
        var id = Correlation.accept(request.getHeader(Correlation.HEADER));
        request.setAttribute(ATTRIBUTE, id);
        return id;
    }

    @Override
    protected boolean shouldNotFilterAsyncDispatch() {
        return false;
    }

    @Override
    protected boolean shouldNotFilterErrorDispatch() {
        return false;
    }
}
