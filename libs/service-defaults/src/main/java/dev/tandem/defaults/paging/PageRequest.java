package dev.tandem.defaults.paging;

import dev.tandem.defaults.problems.Problem;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The parameters {@code limit} (1 to 500, default 50) and {@code cursor} of a list. A controller declares it and gets it:
 *
 * <pre>{@code
 * @GetMapping("/orders")
 * Page<OrderView> list(PageRequest page) {
 *     var orders = this.orders.newestFirst(page.after(UUID::fromString), page.fetch());
 *     return page.of(orders, OrderView::orderId);
 * }
 * }</pre>
 *
 * <p>The query selects rows beyond that key (or from the start, if it is null), sorted by it, and one more than the page
 * shows. UUIDv7 identifiers sort by time, so {@code id < :after ORDER BY id DESC} is "newest first" on the primary key.
 */
public record PageRequest(int limit, @Nullable String cursor) {

    static final int DEFAULT_LIMIT = 50;
    static final int MAX_LIMIT = 500;

    /** How many rows to ask for: one more tells whether there is another page. */
    public int fetch() {
        return limit + 1;
    }

    /** The key of the last row that the client has seen, or null at the start; 400 if the cursor is not one of ours. */
    public <K> @Nullable K after(Function<String, K> parse) {
        if (cursor == null) {
            return null;
        }
        try {
            return parse.apply(decode(cursor));
        } catch (RuntimeException | CharacterCodingException e) {
            throw Problem.invalid("cursor", "is not a cursor of this list");
        }
    }

    /** The page of these rows, whose key is what the next page starts after. */
    public <T> Page<T> of(List<T> rows, Function<T, ?> key) {
        if (rows.size() <= limit) {
            return new Page<>(rows, null);
        }
        var items = List.copyOf(rows.subList(0, limit));
        return new Page<>(items, encode(key.apply(items.getLast()).toString()));
    }

    /** Opaque, so that nobody builds cursors and keys may change. */
    private static String encode(String key) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(StandardCharsets.UTF_8));
    }

    private static String decode(String cursor) throws CharacterCodingException {
        var bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor));
        return StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
    }
}
