package dev.tandem.inventory.stock;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import dev.tandem.defaults.paging.Page;
import dev.tandem.defaults.paging.PageRequest;
import dev.tandem.defaults.problems.Problem;
import dev.tandem.idempotency.Idempotent;
import dev.tandem.inventory.stock.CountingStock.Outcome;
import jakarta.validation.Valid;
import java.util.LinkedHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Stock over HTTP. */
@RestController
@RequestMapping("/stock")
class StockController {

    private final StockLevels stockLevels;
    private final CountingStock countingStock;

    StockController(StockLevels stockLevels, CountingStock countingStock) {
        this.stockLevels = stockLevels;
        this.countingStock = countingStock;
    }

    /** In the order of the articles' names. */
    @GetMapping
    Page<Article> articles(PageRequest page) {
        var after = page.after(Function.identity());
        var levels = stockLevels.page(after == null ? "" : after, page.fetch());
        var byArticle = levels.stream().collect(groupingBy(level -> level.key().sku(), LinkedHashMap::new, toList()));
        return page.of(byArticle.values().stream().map(Article::of).toList(), Article::sku);
    }

    @GetMapping("/{sku}")
    ResponseEntity<Article> article(@PathVariable String sku) {
        var levels = stockLevels.ofArticle(sku);
        if (levels.isEmpty()) {
            throw Problem.notFound("article", sku);
        }
        return tagged(Article.of(levels), EntityTag.of(levels));
    }

    /**
     * Only with the tag of what the caller saw, or a reservation in between could be overlooked. Who did not hear the
     * answer and asks again finds the tag outdated by themselves; under a key they hear the answer.
     */
    @Idempotent(required = false)
    @PutMapping("/{sku}")
    ResponseEntity<Article> count(
            @PathVariable String sku,
            @RequestHeader(name = HttpHeaders.IF_MATCH, required = false) @Nullable String ifMatch,
            @RequestBody @Valid StockCount counted) {
        if (ifMatch == null) {
            throw Problem.of(428, "precondition-required", "Send If-Match with the ETag of GET /stock/" + sku + ".");
        }
        var onHand = counted.onHand();
        return switch (countingStock.count(new StockKey(sku, counted.warehouse()), onHand, ifMatch)) {
            case Outcome.Counted(var article, var tag) -> tagged(article, tag);
            case Outcome.UnknownArticle() -> throw Problem.notFound("article", sku);
            case Outcome.UnknownWarehouse(var known) ->
                throw Problem.invalid("warehouse", "must be one of " + String.join(", ", known));
            case Outcome.Stale(var current) ->
                throw Problem.of(412, "stale-stock", "The stock of %s has changed meanwhile.".formatted(sku))
                        .header(HttpHeaders.ETAG, current.value());
            case Outcome.BelowReserved(var reserved) ->
                throw Problem.invalid("onHand", "must be at least %d, which are reserved".formatted(reserved));
        };
    }

    private static ResponseEntity<Article> tagged(Article article, EntityTag tag) {
        return ResponseEntity.ok().eTag(tag.value()).body(article);
    }
}
