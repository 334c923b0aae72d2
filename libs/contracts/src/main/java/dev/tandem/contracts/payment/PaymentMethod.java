package dev.tandem.contracts.payment;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/** How a customer pays: {@code {"method":"wallet"}} or {@code {"method":"card","token":"tok_visa"}}. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "method")
@JsonSubTypes({
    @JsonSubTypes.Type(value = PaymentMethod.Wallet.class, name = "wallet"),
    @JsonSubTypes.Type(value = PaymentMethod.Card.class, name = "card")
})
public sealed interface PaymentMethod {

    /** From the customer's account on our own ledger. */
    record Wallet() implements PaymentMethod {}

    /** From a card, through the payment gateway; the token stands for the card and is all that we ever see of it. */
    record Card(@NotBlank @Size(max = 100) String token) implements PaymentMethod {}
}
