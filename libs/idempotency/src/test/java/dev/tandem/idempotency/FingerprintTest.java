package dev.tandem.idempotency;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Semantics 50: what counts as the same request. */
class FingerprintTest {

    private static final String ORDER =
            "{\"customer\":\"alice\",\"amount\":26.00,\"items\":[{\"sku\":\"a\",\"n\":1},null]}";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ \"items\": [ {\"n\":1, \"sku\":\"a\"}, null ],\n\t\"amount\":26.0, \"customer\":\"\\u0061lice\" }",
                "{\"amount\":2.6e1,\"customer\":\"alice\",\"items\":[{\"sku\":\"a\",\"n\":1},null]}"
            })
    void howJsonIsWrittenDoesNotCount(String same) {
        assertThat(of("POST", "/orders", same)).isEqualTo(of("POST", "/orders", ORDER));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"customer\":\"alice\",\"amount\":26.01,\"items\":[{\"sku\":\"a\",\"n\":1},null]}",
                "{\"customer\":\"alice\",\"amount\":\"26.00\",\"items\":[{\"sku\":\"a\",\"n\":1},null]}",
                "{\"customer\":\"alice\",\"amount\":26.00,\"items\":[null,{\"sku\":\"a\",\"n\":1}]}",
                "{\"customer\":\"alice\",\"amount\":26.00,\"items\":[{\"sku\":\"a\",\"n\":1}]}",
                "{\"customer\":\"alice\",\"amount\":26.00,\"items\":[{\"sku\":\"a\",\"n\":1},null],\"note\":null}",
                "{\"customer\":\"alice\",\"amount\":26.00,\"items\":[{\"sku\":\"a\",\"n\":1},null]",
                ""
            })
    void whatItSaysCounts(String other) {
        assertThat(of("POST", "/orders", other)).isNotEqualTo(of("POST", "/orders", ORDER));
    }

    @Test
    void methodAndAddressCount() {
        assertThat(of("PUT", "/orders", ORDER)).isNotEqualTo(of("POST", "/orders", ORDER));
        assertThat(of("POST", "/orders?now", ORDER)).isNotEqualTo(of("POST", "/orders", ORDER));
    }

    @Test
    void aNameCannotPassForPartOfAValue() {
        assertThat(of("POST", "/", "{\"a\":\"b\",\"c\":\"d\"}"))
                .isNotEqualTo(of("POST", "/", "{\"a\":\"b\\\",\\\"c\\\":\\\"d\"}"));
    }

    private static String of(String method, String address, String body) {
        var bytes = body.getBytes(UTF_8);
        return Fingerprint.of(method, address, Fingerprint.parse(bytes), bytes);
    }
}
