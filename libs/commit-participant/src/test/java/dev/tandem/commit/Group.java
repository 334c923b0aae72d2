package dev.tandem.commit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.faults.FaultLab;
import dev.tandem.messaging.Ids;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** One member of a group of three, the two others, and the coordinator: who they are, and what is said to the one. */
abstract class Group {

    static final Knowing COORDINATOR = new Knowing();
    static final Fellow PAYMENT = new Fellow();
    static final Fellow SHIPPING = new Fellow();

    final UUID id = Ids.next();
    final String purse = "purse-" + id;
    final JdbcClient jdbc;
    final FaultLab faults;
    final PurseClient member;
    private final BranchRecovery recovery;

    Group(JdbcClient jdbc, FaultLab faults, BranchRecovery recovery, int port) {
        this.jdbc = jdbc;
        this.faults = faults;
        this.recovery = recovery;
        this.member = new PurseClient(port);
    }

    @DynamicPropertySource
    static void addresses(DynamicPropertyRegistry properties) {
        properties.add("tandem.services.saga-orchestrator", COORDINATOR::address);
        properties.add("tandem.services.payment-service", PAYMENT::address);
        properties.add("tandem.services.shipping-service", SHIPPING::address);
    }

    @BeforeEach
    void fillThePurse() {
        jdbc.sql("INSERT INTO purse VALUES (:purse, 100)").param("purse", purse).update();
    }

    @AfterEach
    void leaveNothingPrepared() {
        faults.clear();
        member.post("/branches/" + id + "/abort", "{\"epoch\": 1000}");
    }

    PurseClient.Answer vote(String termination) {
        return member.post("/branches/" + id + "/prepare", """
                {"epoch": 1, "operation": "spend-by-jpa", "payload": {"purse": "%s", "amount": 30}, "group": %s}
                """.formatted(purse, group(termination)));
    }

    static String group(String termination) {
        return """
                {"members": ["purse-service", "payment-service", "shipping-service"], "termination": "%s"}""".formatted(termination);
    }

    PurseClient.Answer preCommit(int epoch) {
        return member.post("/branches/" + id + "/pre-commit", "{\"epoch\": %d}".formatted(epoch));
    }

    PurseClient.Answer lead(String verb, int epoch, String leader) {
        return member.post(
                "/branches/" + id + "/" + verb, "{\"epoch\": %d, \"leader\": \"%s\"}".formatted(epoch, leader));
    }

    void look() {
        assertThat(recovery.look(Duration.ZERO)).isTrue();
    }

    String state() {
        return member.get("/branches/" + id).text("state");
    }

    String row() {
        return jdbc.sql("SELECT phase || ' ' || epoch || ' ' || leader FROM branch_phase WHERE transaction_id = :id")
                .param("id", id)
                .query(String.class)
                .single();
    }

    int balance() {
        return jdbc.sql("SELECT balance FROM purse WHERE id = :purse")
                .param("purse", purse)
                .query(Integer.class)
                .single();
    }

    boolean isLocked() {
        return jdbc.sql("SELECT id FROM purse WHERE id = :purse FOR UPDATE SKIP LOCKED")
                .param("purse", purse)
                .query(String.class)
                .list()
                .isEmpty();
    }
}
