package dev.tandem.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.tandem.bench.DatabaseActivity;
import org.junit.jupiter.api.Test;

class CostsTest {

    @Test
    void requestsOfOperatorsAreNotCounted() {
        var metrics = """
                # TYPE http_server_requests_seconds summary
                http_server_requests_seconds_count{method="POST",status="201",uri="/orders"} 7
                http_server_requests_seconds_sum{method="POST",status="201",uri="/orders"} 0.5
                http_server_requests_seconds_count{method="POST",status="200",uri="/branches/{transactionId}/prepare"} 1.2E3
                http_server_requests_seconds_count{method="GET",status="200",uri="/actuator/prometheus"} 99
                """;

        assertThat(Costs.served(metrics)).isEqualTo(1_207);
    }

    @Test
    void whatIsDoneAnywayIsNotTheOrdersCost() {
        var rest = new Costs(10_000_000_000L, new DatabaseActivity(100, 0, 0, 0, 10_240, 50), 20, 0);
        var spent = new Costs(5_000_000_000L, new DatabaseActivity(150, 0, 0, 0, 15_360, 35), 30, 40);

        var each = spent.perOrder(10, rest);

        assertThat(each.commits()).isCloseTo(10, within(1e-9));
        assertThat(each.forced()).isCloseTo(1, within(1e-9));
        assertThat(each.logKilobytes()).isCloseTo(1, within(1e-9));
        assertThat(each.messages()).isCloseTo(2, within(1e-9));
        assertThat(each.requests()).as("one of four is the customer's own").isCloseTo(3, within(1e-9));
    }
}
