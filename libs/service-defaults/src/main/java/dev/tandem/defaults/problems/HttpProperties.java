package dev.tandem.defaults.problems;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits of the service's HTTP side.
 *
 * @param maxBodySize the largest request body that is read
 */
@ConfigurationProperties("tandem.http")
record HttpProperties(@DefaultValue("1MB") DataSize maxBodySize) {}
