package dev.tandem.order.catalogue;

import dev.tandem.defaults.paging.Page;
import dev.tandem.defaults.paging.PageRequest;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What can be ordered. */
@RestController
class CatalogueController {

    private final Catalogue catalogue;

    CatalogueController(Catalogue catalogue) {
        this.catalogue = catalogue;
    }

    @GetMapping("/catalogue")
    Page<Article> list(PageRequest page) {
        return page.of(catalogue.page(page.after(String::toString), page.fetch()), Article::sku);
    }
}
