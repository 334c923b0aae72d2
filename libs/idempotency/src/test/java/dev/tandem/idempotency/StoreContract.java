package dev.tandem.idempotency;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every store promises. A store's own test says which it is. */
abstract class StoreContract {

    static final Duration LONG = Duration.ofHours(1);
    static final Duration SHORT = Duration.ofMillis(300);
    static final StoredAnswer ANSWER = new StoredAnswer(
            201,
            Map.of("Location", List.of("/sales/1"), "Link", List.of("</a>", "</b>")),
            "{\"id\": \"é\"}".getBytes(UTF_8));

    private static final Claim.Granted NEW = new Claim.Granted(null, false);

    final String scope = "POST /sales for " + UUID.randomUUID();

    abstract IdempotencyStore store();

    final Attempt attempt(String key) {
        return attempt(key, LONG, LONG);
    }

    final Attempt attempt(String key, Duration lease, Duration retention) {
        return new Attempt(new RecordKey(scope, key), UUID.randomUUID(), "the same", lease, retention);
    }

    private Attempt withFingerprint(Attempt attempt, String fingerprint) {
        return new Attempt(attempt.key(), attempt.owner(), fingerprint, attempt.lease(), attempt.retention());
    }

    @Test
    void ofFiftyAtOnceOneIsGranted() throws Exception {
        List<Callable<Claim>> claims = IntStream.range(0, 50)
                .mapToObj(_ -> (Callable<Claim>) () -> store().claim(attempt("crowd")))
                .toList();

        try (var crowd = Executors.newVirtualThreadPerTaskExecutor()) {
            var met = crowd.invokeAll(claims).stream().map(it -> it.resultNow()).toList();

            assertThat(met).filteredOn(NEW::equals).hasSize(1);
            assertThat(met).filteredOn(new Claim.InProgress()::equals).hasSize(49);
        }
    }

    @Test
    void aRepeatMeetsTheAnswerByteByByte() {
        var first = attempt("answered");
        assertThat(store().claim(first)).isEqualTo(NEW);
        assertThat(store().complete(first, ANSWER)).isTrue();

        assertThat(store().claim(attempt("answered"))).isEqualTo(new Claim.Answered(ANSWER));
    }

    @Test
    void anotherRequestUnderTheKeyIsAMismatchBeforeAndAfterTheAnswer() {
        var first = attempt("reused");
        assertThat(store().claim(first)).isEqualTo(NEW);

        assertThat(store().claim(withFingerprint(attempt("reused"), "another"))).isEqualTo(new Claim.Mismatch());
        store().complete(first, ANSWER);
        assertThat(store().claim(withFingerprint(attempt("reused"), "another"))).isEqualTo(new Claim.Mismatch());
    }

    @Test
    void anotherCallersKeyIsAnotherKey() {
        store().claim(attempt("shared"));
        var other = new Attempt(new RecordKey(scope + "!", "shared"), UUID.randomUUID(), "the same", LONG, LONG);

        assertThat(store().claim(other)).isEqualTo(NEW);
    }

    @Test
    void aFreedKeyIsNewForAnyRequest() {
        var first = attempt("freed");
        store().claim(first);
        store().release(first);

        assertThat(store().claim(withFingerprint(attempt("freed"), "another"))).isEqualTo(NEW);
    }

    @Test
    void anAbandonedClaimIsTakenOverWhereItHadGotTo() {
        var dead = attempt("abandoned", SHORT, LONG);
        store().claim(dead);
        assertThat(store().reached(dead, "order 1")).isTrue();

        await().until(() -> store().claim(attempt("abandoned")), new Claim.Granted("order 1", false)::equals);
    }

    @Test
    void anAbandonedClaimIsNotTakenOverByAnotherRequest() {
        store().claim(attempt("abandoned by one", SHORT, LONG));
        store().claim(attempt("control", SHORT, LONG));
        await().until(() -> store().claim(attempt("control")), NEW::equals);

        assertThat(store().claim(withFingerprint(attempt("abandoned by one"), "another")))
                .isEqualTo(new Claim.Mismatch());
    }

    @Test
    void whoWasOvertakenChangesNothingAnyMore() {
        var overtaken = attempt("overtaken", SHORT, LONG);
        store().claim(overtaken);
        var later = attempt("overtaken");
        await().until(() -> store().claim(later), NEW::equals);

        assertThat(store().renew(overtaken)).isFalse();
        assertThat(store().reached(overtaken, "nowhere")).isFalse();
        assertThat(store().complete(overtaken, new StoredAnswer(500, Map.of(), new byte[0])))
                .isFalse();
        store().release(overtaken);
        assertThat(store().claim(attempt("overtaken"))).isEqualTo(new Claim.InProgress());
        assertThat(store().complete(later, ANSWER)).isTrue();
        assertThat(store().claim(attempt("overtaken"))).isEqualTo(new Claim.Answered(ANSWER));
    }

    @Test
    void aRenewedClaimHolds() {
        var busy = attempt("renewed", Duration.ofSeconds(2), LONG);
        store().claim(busy);
        assertThat(store().renew(new Attempt(busy.key(), busy.owner(), busy.fingerprint(), LONG, LONG)))
                .isTrue();
        store().claim(attempt("not renewed", Duration.ofSeconds(2), LONG));
        await().until(() -> store().claim(attempt("not renewed")), NEW::equals);

        assertThat(store().claim(attempt("renewed"))).isEqualTo(new Claim.InProgress());
        assertThat(store().complete(busy, ANSWER)).isTrue();
    }

    @Test
    void whatWasGotToOutlivesTheFreeingOfTheKey() {
        var failed = attempt("failed");
        store().claim(failed);
        store().reached(failed, "charged");
        store().release(failed);

        assertThat(store().claim(attempt("failed"))).isEqualTo(new Claim.Granted("charged", false));
    }

    @Test
    void anAnswerIsNotReplacedByItsOwnAttempt() {
        var first = attempt("final");
        store().claim(first);
        store().complete(first, ANSWER);

        assertThat(store().complete(first, new StoredAnswer(409, Map.of(), new byte[0])))
                .isFalse();
        store().release(first);
        assertThat(store().claim(attempt("final"))).isEqualTo(new Claim.Answered(ANSWER));
    }

    @Test
    void aKeyIsNewWhenItsAnswerHasExpired() {
        var first = attempt("expired", LONG, SHORT);
        store().claim(first);
        store().complete(first, ANSWER);

        await().until(() -> store().claim(withFingerprint(attempt("expired"), "another")), NEW::equals);
    }
}
