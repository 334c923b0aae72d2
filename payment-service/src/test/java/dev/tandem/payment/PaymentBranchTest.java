package dev.tandem.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.hasSize;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import dev.tandem.messaging.Ids;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

/** The wallet's part in an order that all services commit together. */
@PaymentServiceTest
@AutoConfigureMockMvc
class PaymentBranchTest {

    private final UUID orderId = Ids.next();
    private final UUID paymentId = Ids.next();

    @Autowired
    private MockMvc http;

    @Autowired
    private PaymentsUnderTest payments;

    @Test
    void moneyMovesWithTheCommitAndNotBefore() throws Exception {
        var customer = payments.customerWith("100.00");

        vote(customer, "30.00", "{\"method\": \"wallet\"}")
                .andExpect(jsonPath("$.vote").value("YES"));
        expectBalance(customer, 100.0);
        tell("commit").andExpect(status().isOk());

        expectBalance(customer, 70.0);
        http.perform(get("/payments").param("orderId", orderId.toString()))
                .andExpect(jsonPath("$.items", hasSize(1)))
                .andExpect(jsonPath("$.items[0].paymentId").value(paymentId.toString()))
                .andExpect(jsonPath("$.items[0].status").value("CAPTURED"));
        assertThat(payments.violations()).isEmpty();
    }

    @Test
    void whatIsAbortedWasNeverPaid() throws Exception {
        var customer = payments.customerWith("100.00");

        vote(customer, "30.00", "{\"method\": \"wallet\"}")
                .andExpect(jsonPath("$.vote").value("YES"));
        tell("abort").andExpect(status().isOk());

        expectBalance(customer, 100.0);
        http.perform(get("/payments").param("orderId", orderId.toString())).andExpect(jsonPath("$.items", hasSize(0)));
        assertThat(payments.violations()).isEmpty();
    }

    @Test
    void anEmptyWalletIsANo() throws Exception {
        vote(payments.customerWith("10.00"), "30.00", "{\"method\": \"wallet\"}")
                .andExpect(jsonPath("$.vote").value("NO"))
                .andExpect(jsonPath("$.reason").value("INSUFFICIENT_FUNDS"));
    }

    @Test
    void aCardCannotBePreparedAndIsNotCharged() throws Exception {
        vote(payments.customerWith("100.00"), "30.00", "{\"method\": \"card\", \"token\": \"tok_visa\"}")
                .andExpect(jsonPath("$.vote").value("NO"))
                .andExpect(jsonPath("$.reason").value("PAYMENT_DECLINED"));

        http.perform(get("/payments").param("orderId", orderId.toString())).andExpect(jsonPath("$.items", hasSize(0)));
    }

    private ResultActions vote(String customer, String amount, String method) throws Exception {
        return http.perform(post("/branches/{id}/prepare", orderId)
                .contentType(MediaType.APPLICATION_JSON)
                .content("""
                        {"epoch": 1, "operation": "pay-order",
                         "payload": {"orderId": "%s", "paymentId": "%s", "customerId": "%s", "amount": %s,
                                     "currency": "EUR", "method": %s}}
                        """.formatted(orderId, paymentId, customer, amount, method)));
    }

    private ResultActions tell(String verb) throws Exception {
        return http.perform(post("/branches/{id}/" + verb, orderId)
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"epoch\": 1}"));
    }

    private void expectBalance(String customer, double balance) throws Exception {
        http.perform(get("/accounts/{id}", customer))
                .andExpect(jsonPath("$.balance").value(balance));
    }
}
