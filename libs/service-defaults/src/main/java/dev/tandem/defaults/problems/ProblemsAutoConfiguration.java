package dev.tandem.defaults.problems;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.error.ErrorMvcAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.web.servlet.error.ErrorController;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;

/**
 * Problems from everywhere: from controllers (advice), from filters (a filter around them), from the container (error
 * page) and from before the container knows an application (valve).
 */
@AutoConfiguration(before = {ErrorMvcAutoConfiguration.class, WebMvcAutoConfiguration.class})
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
@EnableConfigurationProperties(HttpProperties.class)
class ProblemsAutoConfiguration {

    /** Behind the filters for correlation and metrics, which see the answer; before all that may fail. */
    private static final int OUTERMOST = Ordered.HIGHEST_PRECEDENCE + 10;

    @Bean
    @ConditionalOnMissingBean(ResponseEntityExceptionHandler.class)
    ProblemHandler problemHandler() {
        return new ProblemHandler();
    }

    @Bean
    ProblemCompletion problemCompletion() {
        return new ProblemCompletion();
    }

    @Bean
    @ConditionalOnMissingBean(ErrorController.class)
    ErrorPage errorPage() {
        return new ErrorPage();
    }

    /** Filters are made before Spring MVC is, hence lazily. */
    @Bean
    FilterRegistrationBean<ProblemFilter> problemFilter(
            @Lazy @Qualifier("handlerExceptionResolver") HandlerExceptionResolver resolver) {
        var registration = new FilterRegistrationBean<>(new ProblemFilter(resolver));
        registration.setOrder(OUTERMOST);
        return registration;
    }

    @Bean
    FilterRegistrationBean<BodyLimitFilter> bodyLimitFilter(HttpProperties properties) {
        var registration = new FilterRegistrationBean<>(new BodyLimitFilter(properties.maxBodySize()));
        registration.setOrder(OUTERMOST + 1);
        return registration;
    }

    /** Only where there is a database to be away. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "org.springframework.dao.DataAccessException")
    static class WithData {

        @Bean
        DataProblems dataProblems() {
            return new DataProblems();
        }
    }

    /** Only where Tomcat serves. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(name = "org.apache.catalina.valves.ErrorReportValve")
    static class WithTomcat {

        @Bean
        WebServerFactoryCustomizer<TomcatServletWebServerFactory> problemValve(ObjectMapper json) {
            return factory -> factory.addContextCustomizers(
                    context -> context.getParent().getPipeline().addValve(new ProblemValve(json)));
        }
    }
}
