package dev.tandem.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IdsTest {

    @Test
    void identifiersRiseAlsoWithinAMillisecond() {
        // UUID.compareTo is signed; as text they sort like PostgreSQL sorts them.
        var ids = Stream.generate(Ids::next).limit(100_000).map(UUID::toString).toList();

        assertThat(ids).isSorted().doesNotHaveDuplicates();
    }
}
