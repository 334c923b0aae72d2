package dev.tandem.commit;

import java.net.URI;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where services listen.
 *
 * @param services base addresses, by name
 */
@ConfigurationProperties("tandem")
record ServiceAddresses(Map<String, URI> services) {

    ServiceAddresses {
        services = services == null ? Map.of() : Map.copyOf(services);
    }
}
