package dev.tandem.payment.gateway;

import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where the gateway is, and how long one exchange with it may take.
 *
 * @param baseUrl what the paths {@code /charges} and {@code /refunds} are appended to
 * @param connectTimeout until the connection is there
 * @param readTimeout until the answer is there
 */
@ConfigurationProperties("tandem.payment.gateway")
record GatewayProperties(
        URI baseUrl,
        @DefaultValue("1s") Duration connectTimeout,
        @DefaultValue("4s") Duration readTimeout) {}
