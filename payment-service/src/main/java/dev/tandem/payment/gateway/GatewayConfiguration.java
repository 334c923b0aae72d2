package dev.tandem.payment.gateway;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tandem.payment.gateway.ResilientPaymentGateway.Guards;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.retry.RetryRegistry;
import io.github.resilience4j.timelimiter.TimeLimiterRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import java.net.http.HttpClient;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(GatewayProperties.class)
class GatewayConfiguration {

    @Bean
    PaymentGateway paymentGateway(
            GatewayProperties properties, RestClient.Builder rest, Guards guards, MeterRegistry meters) {
        return new ResilientPaymentGateway(overHttp(rest, properties), guards, meters);
    }

    @Bean
    Guards gatewayGuards(
            RetryRegistry retries,
            CircuitBreakerRegistry circuitBreakers,
            BulkheadRegistry bulkheads,
            TimeLimiterRegistry timeLimiters) {
        return new Guards(
                retries.retry(ResilientPaymentGateway.NAME),
                circuitBreakers.circuitBreaker(ResilientPaymentGateway.NAME),
                bulkheads.bulkhead(ResilientPaymentGateway.NAME),
                timeLimiters.timeLimiter(ResilientPaymentGateway.NAME));
    }

    static HttpPaymentGateway overHttp(RestClient.Builder rest, GatewayProperties properties) {
        var client = rest.baseUrl(properties.baseUrl())
                .requestFactory(requests(properties))
                .build();
        // Lenient, because the gateway is not ours: it may add a field any day.
        var json = JsonMapper.builder()
                .findAndAddModules()
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
        return new HttpPaymentGateway(client, new GatewayAnswers(json));
    }

    private static JdkClientHttpRequestFactory requests(GatewayProperties properties) {
        var client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(properties.connectTimeout())
                .build();
        var requests = new JdkClientHttpRequestFactory(client);
        requests.setReadTimeout(properties.readTimeout());
        return requests;
    }
}
