package dev.tandem.scenarios.shop;

import dev.tandem.scenarios.shop.Wire.Answer;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** Stock as those see it who count shelves: each look has a tag, and a count names the look that it stands on. */
public final class Stockroom {

    private final Wire wire;
    private final URI address;

    Stockroom(Wire wire, URI address) {
        this.wire = wire;
        this.address = address;
    }

    /** An article in one warehouse. */
    public record Shelf(String warehouse, int onHand, int reserved, int available) {}

    /**
     * What somebody saw.
     *
     * @param entityTag names this state of the article
     */
    public record Look(List<Shelf> warehouses, String entityTag) {

        public Shelf shelf(String warehouse) {
            return warehouses.stream()
                    .filter(shelf -> shelf.warehouse().equals(warehouse))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("no shelf in %s: %s".formatted(warehouse, this)));
        }
    }

    /**
     * What became of a count.
     *
     * @param httpStatus 200 done, 412 the article has changed since that look, 428 no look was named
     * @param entityTag of the article as it is now; empty if the server did not say
     */
    public record Count(int httpStatus, String entityTag) {}

    private record Shelves(List<Shelf> warehouses) {}

    public Look look(String sku) {
        var answer = wire.get(at(sku));
        return new Look(Wire.read(answer.body(), Shelves.class).warehouses(), answer.entityTag());
    }

    /** Says what is on a shelf, going by an earlier look. */
    public Count count(String sku, String warehouse, int onHand, String entityTag) {
        return counted(wire.put(at(sku), body(warehouse, onHand), Map.of("If-Match", entityTag)));
    }

    /** Says what is on a shelf, going by nothing. */
    public Count countBlindly(String sku, String warehouse, int onHand) {
        return counted(wire.put(at(sku), body(warehouse, onHand), Map.of()));
    }

    private static Map<String, Object> body(String warehouse, int onHand) {
        return Map.of("warehouse", warehouse, "onHand", onHand);
    }

    private static Count counted(Answer answer) {
        return new Count(answer.status(), answer.entityTag());
    }

    private URI at(String sku) {
        return address.resolve("/stock/" + sku);
    }
}
