package dev.tandem.commit;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tandem.commit.agreement.Claim;
import dev.tandem.commit.client.MemberClient;
import dev.tandem.defaults.environment.ServiceAddresses;
import dev.tandem.faults.Faults;
import dev.tandem.messaging.OutboxRelay;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.actuate.health.Health;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.jdbc.JdbcClientAutoConfiguration;
import org.springframework.boot.autoconfigure.transaction.TransactionAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.client.RestClient;

/**
 * Makes a service that has a {@link Branch} a participant. The tables come with the Flyway location
 * {@code classpath:db/migration/commit-participant}.
 */
@AutoConfiguration(
        after = {JdbcClientAutoConfiguration.class, TransactionAutoConfiguration.class},
        afterName = "dev.tandem.messaging.MessagingAutoConfiguration")
@ConditionalOnBean(Branch.class)
@EnableConfigurationProperties(CommitProperties.class)
class CommitParticipantAutoConfiguration {

    @Bean
    PreparedTransactions preparedTransactions(
            JdbcClient jdbc, CommitProperties properties, @Value("${spring.application.name}") String service) {
        return new PreparedTransactions(jdbc, new BranchName(properties.cluster(), service));
    }

    @Bean
    BranchLog branchLog(JdbcClient jdbc) {
        return new BranchLog(jdbc);
    }

    @Bean
    PhaseLog phaseLog(JdbcClient jdbc) {
        return new PhaseLog(jdbc);
    }

    @Bean
    Branches branches(
            PreparedTransactions prepared,
            PhaseLog phases,
            BranchLog log,
            @Value("${spring.application.name}") String service) {
        return new Branches(service, prepared, phases, log);
    }

    @Bean
    Standings standings(
            PhaseLog phases,
            PreparedTransactions prepared,
            BranchLog log,
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            Faults faults) {
        return new Standings(phases, prepared, log, jdbc, new TransactionTemplate(transactions), faults);
    }

    @Bean
    Voting voting(
            List<Branch<?>> branches,
            ObjectMapper json,
            PreparedTransactions prepared,
            BranchLog log,
            PlatformTransactionManager transactions,
            CommitProperties properties,
            Faults faults) {
        return new Voting(
                new Operations(branches, json),
                prepared,
                log,
                new TransactionTemplate(transactions),
                properties.lockTimeout(),
                properties.mostAtWork(),
                faults);
    }

    @Bean
    Ending ending(
            PreparedTransactions prepared,
            BranchLog log,
            JdbcClient jdbc,
            PlatformTransactionManager transactions,
            ObjectProvider<OutboxRelay> outbox,
            Faults faults) {
        return new Ending(
                prepared,
                log,
                jdbc,
                new TransactionTemplate(transactions),
                () -> outbox.ifAvailable(OutboxRelay::wake),
                faults);
    }

    @Bean
    BranchRecovery branchRecovery(
            PreparedTransactions prepared,
            BranchLog log,
            Ending ending,
            PhaseLog phases,
            Standings standings,
            CommitProperties properties,
            ServiceAddresses addresses,
            RestClient.Builder http,
            Faults faults,
            @Value("${spring.application.name}") String service) {
        var client = http.clone()
                .requestFactory(requests(Duration.ofSeconds(1), Duration.ofSeconds(5)))
                .build();
        var peers = new HashMap<>(addresses.services());
        peers.remove(service);
        peers.remove(Claim.COORDINATOR);
        var coordinator = addresses.of(Claim.COORDINATOR);
        var members = new Peers(new MemberClient(client), peers);
        return new BranchRecovery(
                prepared,
                log,
                ending,
                () -> new Inquiry(client, coordinator, peers),
                phases,
                new Terminator(service, standings, members, faults),
                properties);
    }

    private static JdkClientHttpRequestFactory requests(Duration connect, Duration read) {
        var client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(connect)
                .build();
        var factory = new JdkClientHttpRequestFactory(client);
        factory.setReadTimeout(read);
        return factory;
    }

    @Bean
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    BranchController branchController(Voting voting, Ending ending, Branches branches, PhaseLog phases, BranchLog log) {
        return new BranchController(voting, ending, new Forcing(branches, ending, log), branches, phases, log);
    }

    @Bean
    @ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
    MemberController memberController(Standings standings) {
        return new MemberController(standings);
    }

    @Bean
    BranchesEndpoint branchesEndpoint(PreparedTransactions prepared, Branches branches) {
        return new BranchesEndpoint(prepared, branches);
    }

    /** A participant whose server lets nobody prepare would vote no for ever: better not to be asked. */
    @Bean
    HealthIndicator preparedTransactionsHealthIndicator(PreparedTransactions prepared) {
        return () -> {
            var allowed = prepared.allowed();
            return allowed > 0
                    ? Health.up()
                            .withDetail("max_prepared_transactions", allowed)
                            .build()
                    : Health.down()
                            .withDetail(
                                    "max_prepared_transactions",
                                    "is 0: set it in postgresql.conf and restart the server")
                            .build();
        };
    }

    /** What an operator sets alarms on: prepared transactions hold locks, and keep vacuum from its work. */
    @Bean
    MeterBinder branchGauges(PreparedTransactions prepared) {
        return meters -> {
            Gauge.builder("tandem.branches.prepared", prepared, it -> it.own().size())
                    .description("Branches that wait for a decision")
                    .register(meters);
            Gauge.builder(
                            "tandem.branches.oldest.age",
                            prepared,
                            it -> it.own().stream()
                                    .mapToDouble(PreparedBranch::ageSeconds)
                                    .max()
                                    .orElse(0))
                    .description("How long the oldest of them has waited")
                    .baseUnit("seconds")
                    .register(meters);
        };
    }
}
