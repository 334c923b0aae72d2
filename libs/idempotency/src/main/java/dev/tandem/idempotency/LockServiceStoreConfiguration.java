package dev.tandem.idempotency;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.client.RestClient;
import org.springframework.web.util.DefaultUriBuilderFactory;
import org.springframework.web.util.DefaultUriBuilderFactory.EncodingMode;

/** Records in the lock service. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty(name = "tandem.idempotency.store", havingValue = "lock-service")
class LockServiceStoreConfiguration {

    @Bean
    Recorders recorders(RestClient.Builder http, IdempotencyProperties properties) {
        var store = store(http, properties.lockServiceUrl().toString());
        return Recorders.elsewhere(store, new Patience(properties.patience()));
    }

    /** Timeouts and the correlation id come with the builder. */
    static IdempotencyStore store(RestClient.Builder http, String service) {
        var addresses = new DefaultUriBuilderFactory(service);
        addresses.setEncodingMode(EncodingMode.NONE); // a slash within a scope is encoded already
        return new LockServiceRecords(http.clone().uriBuilderFactory(addresses).build());
    }
}
