package dev.tandem.order.customer;

import dev.tandem.defaults.paging.Page;
import dev.tandem.defaults.paging.PageRequest;
import dev.tandem.defaults.problems.Problem;
import dev.tandem.idempotency.Idempotent;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Who may order. */
@RestController
@RequestMapping("/customers")
class CustomerController {

    private final Customers customers;
    private final RegisteringCustomers registering;

    CustomerController(Customers customers, RegisteringCustomers registering) {
        this.customers = customers;
        this.registering = registering;
    }

    @GetMapping
    Page<Customer> list(PageRequest page) {
        return page.of(customers.page(page.after(String::toString), page.fetch()), Customer::customerId);
    }

    /** Without a key nobody is registered twice either, but a repeat hears that the id is taken. */
    @Idempotent(required = false)
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    Customer register(@Valid @RequestBody RegisterCustomer request) {
        return registering
                .register(request.customerId(), request.name())
                .orElseThrow(() -> Problem.of(
                                409,
                                "customer-exists",
                                "There is a customer '%s' already.".formatted(request.customerId()))
                        .with("customerId", request.customerId()));
    }

    /** Body of {@code POST /customers}. */
    record RegisterCustomer(
            @NotNull
            @Pattern(
                    regexp = "[a-z0-9][a-z0-9._-]{0,63}",
                    message = "must be 1 to 64 of a-z, 0-9, '.', '_', '-', and begin with a letter or digit")
            String customerId,

            @NotBlank @Size(max = 200) String name) {}
}
