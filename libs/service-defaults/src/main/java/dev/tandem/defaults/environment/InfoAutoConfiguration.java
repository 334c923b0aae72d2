package dev.tandem.defaults.environment;

import java.util.Objects;
import org.springframework.boot.actuate.info.InfoContributor;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.Environment;

/** Says at {@code /actuator/info} who answers: name, version and instance; and who else there is. */
@AutoConfiguration
@EnableConfigurationProperties(ServiceAddresses.class)
class InfoAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(name = "serviceInfo")
    InfoContributor serviceInfo(Environment environment) {
        var name = environment.getProperty("spring.application.name", "service");
        return info -> info.withDetail("name", name)
                .withDetail("version", version())
                .withDetail("instance", environment.getProperty("tandem.instance", name));
    }

    /** All modules have one version, and each jar's manifest has it; classes outside of a jar have none. */
    private static String version() {
        var version = InfoAutoConfiguration.class.getPackage().getImplementationVersion();
        return Objects.requireNonNullElse(version, "development");
    }
}
