package dev.tandem.locks.zookeeper;

import dev.tandem.locks.LockBackend;
import dev.tandem.locks.LocksAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/** For services that keep their locks in ZooKeeper; those need {@code org.apache.curator:curator-framework}. */
@AutoConfiguration(before = LocksAutoConfiguration.class)
@ConditionalOnProperty(name = "tandem.locks.backend", havingValue = "zookeeper")
@ConditionalOnClass(name = "org.apache.curator.framework.CuratorFramework")
@EnableConfigurationProperties(ZooKeeperProperties.class)
public class ZooKeeperAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    LockBackend zooKeeperBackend(ZooKeeperProperties properties) {
        return new ZooKeeperBackend(properties.servers(), properties.session());
    }
}
