package dev.tandem.faults;

import java.io.IOException;
import java.net.ConnectException;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestExecution;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.ClientHttpResponse;

/**
 * The client's end of a link: says who calls, and does not hear a service to which the link is cut. For the caller it is
 * as if there were no connection, whichever end refused.
 */
final class LinkInterceptor implements ClientHttpRequestInterceptor {

    /** On the answer of a server that refused because the link is cut. */
    static final String CUT = "X-Tandem-Link-Cut";

    private final FaultLab lab;
    private final String service;

    LinkInterceptor(FaultLab lab, String service) {
        this.lab = lab;
        this.service = service;
    }

    @Override
    public ClientHttpResponse intercept(HttpRequest request, byte[] body, ClientHttpRequestExecution execution)
            throws IOException {
        request.getHeaders().set(LinkFilter.SERVICE, service);
        var response = execution.execute(request, body);
        var peer = response.getHeaders().getFirst(LinkFilter.SERVICE);
        if (peer != null && (lab.isCut(peer) || response.getHeaders().containsKey(CUT))) {
            response.close();
            throw new ConnectException("the link from %s to %s is cut".formatted(service, peer));
        }
        return response;
    }
}
