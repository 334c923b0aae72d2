package dev.tandem.locks.zookeeper;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which ensemble keeps the locks.
 *
 * @param servers hosts and ports, separated by commas
 * @param session after which the locks of a process that is not heard of any more are free
 */
@ConfigurationProperties("tandem.locks.zookeeper")
record ZooKeeperProperties(
        String servers, @DefaultValue("10s") Duration session) {}
