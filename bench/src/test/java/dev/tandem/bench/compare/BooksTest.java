package dev.tandem.bench.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.bench.compare.Books.Seen;
import org.junit.jupiter.api.Test;

class BooksTest {

    @Test
    void whatEveryDatabaseHasOrNoneIsNotHalfDone() {
        assertThat(new Seen(0, 0, 0, 0).isHalfDone()).isFalse();
        assertThat(new Seen(3, 3, 3, 3).isHalfDone()).isFalse();
        assertThat(new Seen(3, 3, 3, 3).inWords()).isEqualTo("paid, reserved, shipped");
    }

    @Test
    void whatSomeDatabasesHaveIsHalfDone() {
        assertThat(new Seen(0, 1, 0, 0).isHalfDone()).isTrue();
        assertThat(new Seen(0, 1, 1, 1).isHalfDone()).isTrue();
        assertThat(new Seen(1, 1, 0, 1).isHalfDone()).isTrue();
        assertThat(new Seen(0, 1, 1, 0).inWords()).isEqualTo("paid, reserved, not all");
    }
}
