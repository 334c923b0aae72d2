package dev.tandem.shipping;

import dev.tandem.contracts.shipping.Address;
import jakarta.persistence.Embeddable;

/** Where a parcel goes, in columns. */
@Embeddable
record Destination(String name, String street, String city, String postalCode, String country) {

    static Destination of(Address address) {
        return new Destination(
                address.name(), address.street(), address.city(), address.postalCode(), address.country());
    }

    Address toAddress() {
        return new Address(name, street, city, postalCode, country);
    }
}
