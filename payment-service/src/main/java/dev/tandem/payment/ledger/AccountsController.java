package dev.tandem.payment.ledger;

import dev.tandem.defaults.problems.Problem;
import dev.tandem.idempotency.Idempotent;
import dev.tandem.payment.ledger.Depositing.Deposit;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.NotNull;
import java.math.BigDecimal;
import java.time.Instant;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Wallets, and money paid into them. */
@RestController
@RequestMapping("/accounts/{customerId}")
class AccountsController {

    /** How much a customer has. */
    record AccountView(String customerId, BigDecimal balance, String currency, Instant createdAt) {}

    /** How much to pay in; a million at most, so that a slip of the key stays one. */
    record DepositRequest(
            @NotNull
            @DecimalMin(value = "0.01", message = "must be at least 0.01")
            @DecimalMax(value = "1000000.00", message = "must be at most 1000000.00")
            @Digits(integer = 7, fraction = 2, message = "must have at most two decimals")
            BigDecimal amount) {}

    private final Wallets wallets;
    private final Depositing depositing;

    AccountsController(Wallets wallets, Depositing depositing) {
        this.wallets = wallets;
        this.depositing = depositing;
    }

    @GetMapping
    AccountView account(@PathVariable String customerId) {
        return wallets.find(customerId)
                .map(wallet -> new AccountView(customerId, wallet.balance(), wallet.currency(), wallet.createdAt()))
                .orElseThrow(() -> Problem.notFound("account", customerId));
    }

    @Idempotent(caller = "customerId")
    @PostMapping("/deposits")
    @ResponseStatus(HttpStatus.CREATED)
    Deposit deposit(@PathVariable String customerId, @Valid @RequestBody DepositRequest request) {
        return depositing
                .deposit(customerId, request.amount())
                .orElseThrow(() -> Problem.notFound("account", customerId));
    }
}
