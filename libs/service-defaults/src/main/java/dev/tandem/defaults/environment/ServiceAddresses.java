package dev.tandem.defaults.environment;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where services listen, for those that call each other by name.
 *
 * @param services base addresses by name, such as {@code payment-service}
 */
@ConfigurationProperties("tandem")
public record ServiceAddresses(@DefaultValue Map<String, URI> services) {

    /** The address of a service that is known. */
    public URI of(String service) {
        return find(service)
                .orElseThrow(() -> new IllegalArgumentException(
                        "nobody says where %s listens: set tandem.services.%s".formatted(service, service)));
    }

    public Optional<URI> find(String service) {
        return Optional.ofNullable(services.get(service));
    }
}
