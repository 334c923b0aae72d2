package dev.tandem.lock.idempotency;

import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A scope is often a route, as in {@code POST /sales}: its slashes come encoded, and are a part of their segment. */
@Configuration(proxyBeanMethods = false)
class SlashesInScopes {

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> letEncodedSlashesThrough() {
        return tomcat -> tomcat.addConnectorCustomizers(
                connector -> connector.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue()));
    }
}
