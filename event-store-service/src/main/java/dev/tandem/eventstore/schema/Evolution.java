package dev.tandem.eventstore.schema;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tandem.eventsourcing.Upcaster;
import dev.tandem.eventsourcing.Upcasters;
import java.util.List;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * How the platform's events have changed, and how old ones are read in today's form. A sample of every version is among
 * the tests' resources, and is replayed there.
 *
 * <p>The guide's strategies beside upcasting need no code here. A version on its own is in every event
 * ({@code schemaVersion}). What a field may lack is read as missing (weak schema: {@code OrderCreated.sagaDefinition}).
 * What changes its meaning is a new type beside the old one (copy and replace: {@code WalletToppedUp} for
 * {@code FundsDeposited}), and views know both.
 */
@Configuration(proxyBeanMethods = false)
class Evolution {

    @Bean
    Upcasters upcasters() {
        return new Upcasters(List.of(
                // Customers belong to segments; who registered before belongs to the one that everybody begins in.
                new Upcaster("CustomerRegistered", 1, data -> data.put("segment", "STANDARD")),
                // What was paid is told as money: amount and currency together.
                new Upcaster("PaymentCompleted", 1, data -> {
                    data.putObject("paid")
                            .<ObjectNode>set("amount", data.remove("amount"))
                            .set("currency", data.remove("currency"));
                    return data;
                }),
                // And by what means; all that is known of old ones is that nobody noted it.
                new Upcaster("PaymentCompleted", 2, data -> data.put("means", "UNKNOWN"))));
    }
}
