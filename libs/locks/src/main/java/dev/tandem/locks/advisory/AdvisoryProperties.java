package dev.tandem.locks.advisory;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How many connections locks may take.
 *
 * @param sessions how many may hold or wait for a lock at the same time
 */
@ConfigurationProperties("tandem.locks.postgres-advisory")
record AdvisoryProperties(@DefaultValue("20") int sessions) {}
