package dev.tandem.commit.purse;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** Money, as an entity. */
@Entity
class Purse {

    @Id
    private String id;

    private int balance;

    @SuppressWarnings("NullAway.Init")
    protected Purse() {}

    int balance() {
        return balance;
    }

    void spend(int amount) {
        balance -= amount;
    }
}
