package dev.tandem.payment;

import static dev.tandem.payment.PaymentsUnderTest.WALLET;
import static dev.tandem.payment.PaymentsUnderTest.card;
import static dev.tandem.payment.PaymentsUnderTest.pay;
import static dev.tandem.payment.PaymentsUnderTest.refund;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.jayway.jsonpath.JsonPath;
import dev.tandem.messaging.Ids;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

@PaymentServiceTest
@AutoConfigureMockMvc
class HttpTest {

    @Autowired
    private MockMvc http;

    @Autowired
    private PaymentsUnderTest payments;

    @Test
    void aDemoCustomerHasAMillion() throws Exception {
        http.perform(get("/accounts/dave"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.customerId").value("dave"))
                .andExpect(jsonPath("$.currency").value("EUR"))
                .andExpect(content().string(containsString("\"balance\":1000000.00")));
    }

    @Test
    void aDepositIsInTheWalletAndOnTheLedger() throws Exception {
        var customer = payments.customerWith("0.00");

        http.perform(post("/accounts/{id}/deposits", customer)
                        .header("Idempotency-Key", Ids.next())
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"amount\":12.5}"))
                .andExpect(status().isCreated())
                .andExpect(content().string(containsString("\"balance\":12.50")));

        http.perform(get("/ledger").param("account", customer))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.items", hasSize(1)))
                .andExpect(jsonPath("$.items[0].kind").value("DEPOSIT"))
                .andExpect(jsonPath("$.items[0].amount").value(12.50))
                .andExpect(jsonPath("$.next", nullValue()));
        assertThat(payments.violations()).isEmpty();
    }

    @Test
    void aDepositThatIsAskedForAgainIsMadeOnce() throws Exception {
        var customer = payments.customerWith("0.00");
        var other = payments.customerWith("0.00");
        var key = Ids.next();

        for (var i = 0; i < 3; i++) {
            http.perform(deposit(customer, key, "12.50")).andExpect(status().isCreated());
        }
        http.perform(deposit(customer, key, "12.51")).andExpect(status().isUnprocessableEntity());
        http.perform(deposit(other, key, "12.50")).andExpect(status().isCreated());

        assertThat(payments.balanceOf(customer)).isEqualByComparingTo("12.50");
        assertThat(payments.balanceOf(other)).isEqualByComparingTo("12.50");
        http.perform(post("/accounts/{id}/deposits", customer)
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"amount\":1}"))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.type").value("/problems/idempotency-key-required"));
    }

    private static MockHttpServletRequestBuilder deposit(String customer, UUID key, String amount) {
        return post("/accounts/{id}/deposits", customer)
                .header("Idempotency-Key", key)
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"amount\":%s}".formatted(amount));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"amount\":0}",
                "{\"amount\":-5}",
                "{\"amount\":0.001}",
                "{\"amount\":1000000.01}",
                "{\"amount\":1e30}",
                "{\"amount\":null}",
                "{\"amount\":\"much\"}",
                "{}"
            })
    void anAbsurdDepositNamesTheFieldAndChangesNothing(String body) throws Exception {
        var customer = payments.customerWith("1.00");

        http.perform(post("/accounts/{id}/deposits", customer)
                        .header("Idempotency-Key", Ids.next())
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(body))
                .andExpect(status().isBadRequest())
                .andExpect(content().contentType(MediaType.APPLICATION_PROBLEM_JSON))
                .andExpect(content().string(containsString("amount")));

        assertThat(payments.balanceOf(customer)).isEqualByComparingTo("1.00");
    }

    @Test
    void strangersHaveNoAccount() throws Exception {
        http.perform(get("/accounts/nobody"))
                .andExpect(status().isNotFound())
                .andExpect(jsonPath("$.type").value("/problems/account-not-found"));
        http.perform(post("/accounts/nobody/deposits")
                        .header("Idempotency-Key", Ids.next())
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"amount\":1}"))
                .andExpect(status().isNotFound());
        http.perform(get("/payments/{id}", Ids.next())).andExpect(status().isNotFound());
        http.perform(get("/payments/not-a-uuid")).andExpect(status().isBadRequest());
    }

    @Test
    void aRefundedPaymentShowsItsChargeAndItsRefund() throws Exception {
        var orderId = Ids.next();
        payments.deliver(pay(orderId, payments.customerWith("100.00"), WALLET), refund(orderId));

        http.perform(get("/payments").param("orderId", orderId.toString()))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.items", hasSize(1)))
                .andExpect(jsonPath("$.items[0].status").value("REFUNDED"))
                .andExpect(jsonPath("$.items[0].reason").value("OUT_OF_STOCK"))
                .andExpect(jsonPath("$.items[0].charge.amount").value(100.00))
                .andExpect(jsonPath("$.items[0].refunds", hasSize(1)))
                .andExpect(jsonPath("$.items[0].refunds[0].amount").value(100.00));
        http.perform(get("/payments/{id}", payments.paymentOf(orderId)))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.refunds", hasSize(1)));
    }

    @Test
    void aPaymentThatMustNotBeHasNoAmount() throws Exception {
        var orderId = Ids.next();
        payments.deliver(refund(orderId));

        http.perform(get("/payments").param("orderId", orderId.toString()))
                .andExpect(jsonPath("$.items[0].status").value("CANCELLED"))
                .andExpect(jsonPath("$.items[0].amount", nullValue()))
                .andExpect(jsonPath("$.items[0].refunds", hasSize(0)));
    }

    @Test
    void nobodySeesTheCardsToken() throws Exception {
        var orderId = Ids.next();
        payments.deliver(pay(orderId, "alice", card("tok_visa")));

        http.perform(get("/payments").param("orderId", orderId.toString()))
                .andExpect(jsonPath("$.items[0].method").value("CARD"))
                .andExpect(content().string(not(containsString("tok_"))));

        payments.work();
    }

    @Test
    void allPaymentsComeNewestFirstPageByPage() throws Exception {
        var older = Ids.next();
        var newer = Ids.next();
        payments.deliver(refund(older));
        payments.deliver(refund(newer));

        var first = http.perform(get("/payments").param("limit", "1"))
                .andExpect(jsonPath("$.items[0].orderId").value(newer.toString()))
                .andReturn()
                .getResponse()
                .getContentAsString();
        var next = JsonPath.<String>read(first, "$.next");

        http.perform(get("/payments").param("limit", "1").param("cursor", next))
                .andExpect(jsonPath("$.items[0].orderId").value(older.toString()));
    }

    @Test
    void theInvariantsHold() throws Exception {
        http.perform(get("/actuator/invariants"))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("card-payments-match-gateway")));
    }
}
