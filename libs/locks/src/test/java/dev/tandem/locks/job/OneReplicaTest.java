package dev.tandem.locks.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.locks.Capabilities;
import dev.tandem.locks.Grant;
import dev.tandem.locks.LockBackend;
import dev.tandem.locks.LockBackendUnavailable;
import dev.tandem.locks.LockOptions;
import dev.tandem.locks.Locks;
import dev.tandem.locks.guard.FencingGuard;
import dev.tandem.testsupport.PostgresServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

class OneReplicaTest {

    private static final DataSource database = migrated();

    private final FencingGuard guard = new FencingGuard(JdbcClient.create(database));
    private final List<Boolean> admissions = new ArrayList<>();

    private static DataSource migrated() {
        var database = PostgresServer.shared().freshDatabase().dataSource();
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/migration/locks")
                .load()
                .migrate();
        return database;
    }

    @Test
    void whoHasTheLockWorksUntilSomebodyElseHasIt() {
        var replica = replica(() -> Optional.of(33L));

        replica.run("sweep", fence -> {
            admissions.add(fence.admits());
            guard.admits("sweep", 34);
            admissions.add(fence.admits());
        });

        assertThat(admissions).containsExactly(true, false);
    }

    @Test
    void whoDoesNotGetTheLockLeavesTheWorkToOthers() {
        replica(Optional::empty).run("sweep", fence -> admissions.add(fence.admits()));

        assertThat(admissions).isEmpty();
    }

    @Test
    void whereNobodyKnowsTheWorkIsDoneWithoutALock() {
        var replica = replica(() -> {
            throw new LockBackendUnavailable("away");
        });

        replica.run("sweep", fence -> admissions.add(fence.admits()));

        assertThat(admissions).containsExactly(true);
    }

    private OneReplica replica(Supplier<Optional<Long>> token) {
        return new OneReplica(
                new Locks(new Answering(token), "test", LockOptions.ifFree(Duration.ofSeconds(30))), guard);
    }

    /** A backend that has one answer. */
    private record Answering(Supplier<Optional<Long>> token) implements LockBackend {

        @Override
        public Capabilities capabilities() {
            return new Capabilities(true, true, true);
        }

        @Override
        public Optional<Grant> acquire(String key, String owner, Duration ttl, Duration wait) {
            var askedAt = System.nanoTime();
            return token.get().map(it -> new Grant(key, owner, "lease", OptionalLong.of(it), askedAt, ttl));
        }

        @Override
        public boolean renew(Grant grant, Duration ttl) {
            return true;
        }

        @Override
        public boolean release(Grant grant) {
            return true;
        }
    }
}
