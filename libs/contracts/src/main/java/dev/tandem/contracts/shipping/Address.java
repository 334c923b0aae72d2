package dev.tandem.contracts.shipping;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;

/**
 * Where a parcel goes.
 *
 * @param postalCode may be empty here: refusing that is shipping's decision, so that the refusal can be seen as one
 * @param country ISO 3166-1 alpha-2
 */
public record Address(
        @NotBlank @Size(max = 200) String name,
        @NotBlank @Size(max = 200) String street,
        @NotBlank @Size(max = 200) String city,
        @NotNull @Size(max = 20) String postalCode,

        @NotNull @Pattern(regexp = "[A-Z]{2}", message = "must be a two-letter country code such as DE")
        String country) {}
