package dev.tandem.defaults.environment;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.support.ResourcePropertySource;

/** Puts {@code platform.properties} below every other source of settings, so that all of them can override it. */
class PlatformDefaults implements EnvironmentPostProcessor, Ordered {

    private static final String NAME = "tandem-platform-defaults";

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        environment.getPropertySources().addLast(platformProperties());
    }

    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    private static ResourcePropertySource platformProperties() {
        try {
            return new ResourcePropertySource(
                    NAME, new ClassPathResource("platform.properties", PlatformDefaults.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
