package dev.tandem.lock.web;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The connection to a caller who waits. The servlet API tells nobody that a caller hung up until something is written to
 * it, which is too late for a lock: it would be given to somebody who is not there. So this reads from the connection,
 * without blocking, where nothing can be read until the caller has had its answer; what comes is the end of it.
 *
 * <p>To be asked by the thread that serves the request. A caller that closes its sending half and listens on counts as
 * gone: HTTP/1.1 clients do not do that.
 */
sealed interface Line {

    boolean isCut();

    /** As Tomcat knows it. */
    record Connection(org.apache.coyote.Request request) implements Line {

        /** What Tomcat says that it could read when reading fails, so that whoever reads sees the failure. */
        private static final int END = 1;

        @Override
        public boolean isCut() {
            request.action(ActionCode.AVAILABLE, true);
            return request.getAvailable() == END;
        }
    }

    /** Nothing is known of it. */
    record Unknown() implements Line {
        @Override
        public boolean isCut() {
            return false;
        }
    }

    static Line to(HttpServletRequest request) {
        return request.getAttribute(Connection.class.getName()) instanceof Connection connection
                ? connection
                : new Unknown();
    }

    /** Hands the connection on with each request. */
    @Configuration(proxyBeanMethods = false)
    class Wiring {

        @Bean
        WebServerFactoryCustomizer<TomcatServletWebServerFactory> handOnConnections() {
            return tomcat -> tomcat.addContextValves(new HandOn());
        }
    }

    /** See {@link Wiring}. */
    final class HandOn extends ValveBase {

        HandOn() {
            super(true);
        }

        @Override
        public void invoke(Request request, Response response) throws IOException, ServletException {
            request.setAttribute(Connection.class.getName(), new Connection(request.getCoyoteRequest()));
            getNext().invoke(request, response);
        }
    }
}
