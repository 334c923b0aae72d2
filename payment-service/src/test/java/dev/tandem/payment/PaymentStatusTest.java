package dev.tandem.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.tandem.payment.PaymentStatus.Happening;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PaymentStatusTest {

    /** The table of {@link PaymentStatus}: = stays, - is contradicted. */
    private static final String TABLE = """
                             CHARGED   DECLINED  REFUND_ASKED    GIVEN_BACK  NOTHING_CHARGED
            PENDING          CAPTURED  DECLINED  REFUND_PENDING  -           -
            CAPTURED         =         -         REFUND_PENDING  -           -
            DECLINED         -         =         =               -           =
            REFUND_PENDING   =         =         =               REFUNDED    CANCELLED
            REFUNDED         =         -         =               =           -
            CANCELLED        -         =         =               -           =
            """;

    static Stream<Arguments> transitions() {
        var rows = TABLE.lines().map(line -> line.strip().split(" +")).toList();
        var happenings = rows.getFirst();
        return rows.stream()
                .skip(1)
                .flatMap(row -> Stream.iterate(1, i -> i < row.length, i -> i + 1)
                        .map(i -> Arguments.of(
                                PaymentStatus.valueOf(row[0]), Happening.valueOf(happenings[i - 1]), row[i])));
    }

    @ParameterizedTest(name = "{0} on {1} becomes {2}")
    @MethodSource("transitions")
    void isTotal(PaymentStatus status, Happening happening, String expected) {
        switch (expected) {
            case "-" -> assertThatIllegalStateException().isThrownBy(() -> status.on(happening));
            case "=" -> assertThat(status.on(happening)).isEqualTo(status);
            default -> assertThat(status.on(happening)).isEqualTo(PaymentStatus.valueOf(expected));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void finalStatesAreNeverLeft(PaymentStatus status) {
        assertThat(Arrays.stream(Happening.values()).filter(happening -> leaves(status, happening)))
                .isEmpty();
    }

    static Stream<PaymentStatus> finalStatesAreNeverLeft() {
        return Stream.of(PaymentStatus.DECLINED, PaymentStatus.REFUNDED, PaymentStatus.CANCELLED);
    }

    private static boolean leaves(PaymentStatus status, Happening happening) {
        try {
            return status.on(happening) != status;
        } catch (IllegalStateException _) {
            return false;
        }
    }
}
