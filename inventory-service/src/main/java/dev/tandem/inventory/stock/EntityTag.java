package dev.tandem.inventory.stock;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Names one state of an article: the versions of its rows, in the order of the warehouses. Any change of any of them
 * is another tag, a reservation too, since whoever counted shelves shall know what was promised meanwhile.
 *
 * @param value with the quotes, as it stands in the header
 */
record EntityTag(String value) {

    static EntityTag of(List<StockLevel> levels) {
        return new EntityTag(levels.stream()
                .map(level -> Integer.toString(level.version()))
                .collect(Collectors.joining("-", "\"", "\"")));
    }

    /** Whether this state is among those that an {@code If-Match} header names, by strong comparison (RFC 9110, 13.1.1). */
    boolean matches(String ifMatch) {
        return ifMatch.strip().equals("*")
                || Arrays.stream(ifMatch.split(",", -1)).map(String::strip).anyMatch(value::equals);
    }
}
