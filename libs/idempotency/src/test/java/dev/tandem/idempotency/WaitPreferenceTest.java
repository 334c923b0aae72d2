package dev.tandem.idempotency;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WaitPreferenceTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "wait=10                                  | 10",
                "WAIT=10                                  | 10",
                "wait = 10                                | 10",
                "wait=\"10\"                              | 10",
                "respond-async, wait=10                   | 10",
                "respond-async,wait=10;foo=bar, wait=20   | 10",
                "return=minimal; foo=\"wait=1, x\", wait=7| 7",
                "foo=\"a \\\" wait=1,\", wait=7           | 7",
                "wait=0                                   | 0",
                "wait=30                                  | 30",
                "wait=31                                  | 30",
                "wait=999999999                           | 30"
            })
    void readsHowLongToWait(String header, long seconds) {
        assertThat(wait(header)).contains(new WaitPreference(seconds));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "respond-async", "wait", "wait=", "wait=soon", "wait=-1", "wait=1.5", "waiting=10", ",;=\""})
    void passesOverWhatItDoesNotUnderstand(String header) {
        assertThat(wait(header)).isEmpty();
    }

    @Test
    void readsSeveralHeaders() {
        assertThat(WaitPreference.of(List.of("respond-async", "wait=3"), Duration.ofSeconds(30)))
                .contains(new WaitPreference(3));
    }

    private static Optional<WaitPreference> wait(String header) {
        return WaitPreference.of(List.of(header), Duration.ofSeconds(30));
    }
}
