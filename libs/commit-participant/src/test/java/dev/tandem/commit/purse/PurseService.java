package dev.tandem.commit.purse;

import dev.tandem.commit.Branch;
import dev.tandem.commit.Vote;
import dev.tandem.messaging.Message;
import dev.tandem.messaging.Outbox;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.util.UUID;
import java.util.function.Function;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Spends by JPA and by JDBC, looks, notifies and tells. */
@SpringBootApplication
public class PurseService {

    private static final String SPEND = """
            UPDATE purse
               SET balance = balance - :amount
             WHERE id = :purse
               AND balance >= :amount
            """;

    /** What is told of money that was spent. */
    public record Spent(String purse, int amount) {}

    @Bean
    Branch<Spend> jpa(EntityManager entities) {
        return branch("spend-by-jpa", spend -> {
            var purse = entities.find(Purse.class, spend.purse(), LockModeType.PESSIMISTIC_WRITE);
            if (purse == null || purse.balance() < spend.amount()) {
                return Vote.no("INSUFFICIENT_FUNDS", "there is too little in it");
            }
            purse.spend(spend.amount()); // written when the transaction is flushed, and not before
            return Vote.yes();
        });
    }

    @Bean
    Branch<Spend> jdbc(JdbcClient jdbc) {
        return branch("spend-by-jdbc", spend -> spend(jdbc, spend));
    }

    @Bean
    Branch<Spend> look(JdbcClient jdbc) {
        return branch("look", spend -> {
            spend(jdbc, spend);
            return Vote.readOnly();
        });
    }

    @Bean
    Branch<Spend> shout(JdbcClient jdbc) {
        return branch("notify", spend -> {
            jdbc.sql("NOTIFY spent").update();
            return spend(jdbc, spend);
        });
    }

    @Bean
    Branch<Spend> tell(JdbcClient jdbc, Outbox outbox) {
        return branch("spend-and-tell", spend -> {
            outbox.send(Message.event("purse.events", spend.purse(), new Spent(spend.purse(), spend.amount())));
            return spend(jdbc, spend);
        });
    }

    private static Vote spend(JdbcClient jdbc, Spend spend) {
        return jdbc.sql(SPEND).paramSource(spend).update() == 1
                ? Vote.yes()
                : Vote.no("INSUFFICIENT_FUNDS", "there is too little in it");
    }

    private static Branch<Spend> branch(String operation, Function<Spend, Vote> work) {
        return new Branch<>() {
            @Override
            public String operation() {
                return operation;
            }

            @Override
            public Class<Spend> payload() {
                return Spend.class;
            }

            @Override
            public Vote prepare(UUID transactionId, Spend spend) {
                return work.apply(spend);
            }
        };
    }
}
