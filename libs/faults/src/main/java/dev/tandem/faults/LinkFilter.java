package dev.tandem.faults;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.filter.OncePerRequestFilter;

/** The server's end of a link: lets no request in from a service to which the link is cut. */
final class LinkFilter extends OncePerRequestFilter {

    /** Names who calls, in a request, and who answers, in a response. */
    static final String SERVICE = "X-Tandem-Service";

    private final FaultLab lab;
    private final String service;

    LinkFilter(FaultLab lab, String service) {
        this.lab = lab;
        this.service = service;
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var caller = request.getHeader(SERVICE);
        response.setHeader(SERVICE, service);
        if (caller != null && lab.isCut(caller)) {
            response.setHeader(LinkInterceptor.CUT, "true");
            response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            return;
        }
        chain.doFilter(request, response);
    }
}
