package dev.tandem.defaults.correlation;

import jakarta.servlet.DispatcherType;
import java.util.EnumSet;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.client.RestClientCustomizer;
import org.springframework.boot.web.client.RestTemplateCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.http.client.ClientHttpRequestInterceptor;

/** Takes the correlation id from requests, and sends it along on calls made with Boot's own builders. */
@AutoConfiguration
class CorrelationAutoConfiguration {

    private static final ClientHttpRequestInterceptor PASS_ON = (request, body, execution) -> {
        Correlation.current().ifPresent(id -> request.getHeaders().set(Correlation.HEADER, id));
        return execution.execute(request, body);
    };

    /** First of all filters: what the others refuse, log or count already has its id. */
    @Bean
    @ConditionalOnMissingBean(name = "correlationFilter")
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    FilterRegistrationBean<CorrelationFilter> correlationFilter() {
        var registration = new FilterRegistrationBean<>(new CorrelationFilter());
        registration.setDispatcherTypes(EnumSet.allOf(DispatcherType.class));
        registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
        return registration;
    }

    @Bean
    @ConditionalOnMissingBean(name = "correlationRestClientCustomizer")
    RestClientCustomizer correlationRestClientCustomizer() {
        return builder -> builder.requestInterceptor(PASS_ON);
    }

    @Bean
    @ConditionalOnMissingBean(name = "correlationRestTemplateCustomizer")
    RestTemplateCustomizer correlationRestTemplateCustomizer() {
        return template -> template.getInterceptors().add(PASS_ON);
    }
}
