package dev.tandem.order.customer;

import dev.tandem.contracts.Topics;
import dev.tandem.contracts.order.OrderEvent.CustomerRegistered;
import dev.tandem.messaging.Message;
import dev.tandem.messaging.Outbox;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Takes in new customers, and tells whoever opens wallets. */
@Component
class RegisteringCustomers {

    private final Customers customers;
    private final Outbox outbox;
    private final Clock clock;

    RegisteringCustomers(Customers customers, Outbox outbox, Clock clock) {
        this.customers = customers;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Nothing, if somebody has that id already. */
    @Transactional
    Optional<Customer> register(String customerId, String name) {
        var customer = new Customer(customerId, name, clock.instant().truncatedTo(ChronoUnit.MICROS));
        if (!customers.add(customer)) {
            return Optional.empty();
        }
        outbox.send(Message.event(Topics.ORDER_EVENTS, customerId, new CustomerRegistered(customerId, name)));
        return Optional.of(customer);
    }
}
