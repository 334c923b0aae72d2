package dev.tandem.faults;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.web.client.RestClientCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;

/** Faults for everybody who asks for them: real ones if {@code tandem.faults.enabled=true}, else none. */
@AutoConfiguration
class FaultsAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnProperty(name = "tandem.faults.enabled", havingValue = "false", matchIfMissing = true)
    Faults noFaults() {
        return Faults.NONE;
    }

    /** Everything that a laboratory has. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty("tandem.faults.enabled")
    static class Laboratory {

        private final String service;

        Laboratory(@Value("${spring.application.name}") String service) {
            this.service = service;
        }

        @Bean
        FaultLab faultLab() {
            return new FaultLab(service);
        }
    }

    /** How it is operated, and links between services as far as they are HTTP. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnProperty("tandem.faults.enabled")
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    @ConditionalOnClass(RestClientCustomizer.class)
    static class OverHttp {

        private final String service;

        OverHttp(@Value("${spring.application.name}") String service) {
            this.service = service;
        }

        @Bean
        FaultsController faultsController(FaultLab lab) {
            return new FaultsController(lab, service);
        }

        @Bean
        RestClientCustomizer linkCustomizer(FaultLab lab) {
            return builder -> builder.requestInterceptor(new LinkInterceptor(lab, service));
        }

        /** Before everything but what names the request in the logs. */
        @Bean
        FilterRegistrationBean<LinkFilter> linkFilter(FaultLab lab) {
            var registration = new FilterRegistrationBean<>(new LinkFilter(lab, service));
            registration.setOrder(Ordered.HIGHEST_PRECEDENCE + 1);
            return registration;
        }
    }
}
