package dev.tandem.locks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.locks.advisory.AdvisoryAutoConfiguration;
import dev.tandem.locks.advisory.AdvisoryBackend;
import dev.tandem.locks.redlock.RedlockAutoConfiguration;
import dev.tandem.locks.redlock.RedlockBackend;
import dev.tandem.locks.zookeeper.ZooKeeperAutoConfiguration;
import dev.tandem.locks.zookeeper.ZooKeeperBackend;
import io.lettuce.core.RedisClient;
import org.apache.curator.framework.CuratorFramework;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** No server has to be there: a service starts without, and says so when it wants a lock. */
class ChoiceOfBackendTest {

    private final ApplicationContextRunner service = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    LocksAutoConfiguration.class,
                    RedlockAutoConfiguration.class,
                    ZooKeeperAutoConfiguration.class,
                    AdvisoryAutoConfiguration.class,
                    DataSourceAutoConfiguration.class))
            .withPropertyValues(
                    "spring.datasource.url=jdbc:postgresql://127.0.0.1:1/nowhere",
                    "spring.datasource.username=nobody",
                    "spring.datasource.password=none",
                    "tandem.locks.redlock.servers=127.0.0.1:1,127.0.0.1:1,127.0.0.1:1",
                    "tandem.locks.zookeeper.servers=127.0.0.1:1");

    @Test
    void aServiceThatNamesNoneHasNone() {
        service.run(context ->
                assertThat(context).doesNotHaveBean(LockBackend.class).doesNotHaveBean(Locks.class));
    }

    @Test
    void eachIsChosenByItsName() {
        assertChosen("redlock", RedlockBackend.class);
        assertChosen("zookeeper", ZooKeeperBackend.class);
        assertChosen("postgres-advisory", AdvisoryBackend.class);
    }

    @Test
    void aServiceWithoutTheirLibrariesStartsWithAnotherBackend() {
        service.withClassLoader(new FilteredClassLoader(RedisClient.class, CuratorFramework.class))
                .withPropertyValues("tandem.locks.backend=postgres-advisory")
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(AdvisoryBackend.class));
    }

    @Test
    void whoeverChoosesOneWithoutItsLibraryHearsThatNoBackendIsThere() {
        service.withClassLoader(new FilteredClassLoader(RedisClient.class))
                .withPropertyValues("tandem.locks.backend=redlock")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasMessageContaining("No qualifying bean of type 'dev.tandem.locks.LockBackend'"));
    }

    private void assertChosen(String name, Class<? extends LockBackend> type) {
        service.withPropertyValues("tandem.locks.backend=" + name)
                .run(context -> assertThat(context).hasNotFailed().hasSingleBean(type));
    }
}
