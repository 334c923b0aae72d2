package dev.tandem.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.sql.Connection;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class ArchitectureRulesTest {

    @Test
    void findsCallsAndReferencesToTheWallClock() {
        assertThat(breaks(ArchitectureRules.timeComesFromAClock, Impatient.class))
                .isTrue();
        assertThat(breaks(ArchitectureRules.timeComesFromAClock, Referring.class))
                .isTrue();
        assertThat(breaks(ArchitectureRules.timeComesFromAClock, Patient.class)).isFalse();
    }

    @Test
    void findsInjectedFields() {
        assertThat(breaks(ArchitectureRules.nothingIsInjectedIntoFields, Injected.class))
                .isTrue();
    }

    @Test
    void findsDecisionsThatTouchADatabase() {
        assertThat(breaks(ArchitectureRules.decisionsArePure("dev.tandem.testsupport"), Touching.class))
                .isTrue();
    }

    @Test
    void saysNothingAboutModulesThatARuleDoesNotFit() {
        assertThat(breaks(ArchitectureRules.servicesKeepApart, Patient.class)).isFalse();
        assertThat(breaks(ArchitectureRules.enginesKnowNoWeb, Patient.class)).isFalse();
        assertThat(breaks(ArchitectureRules.packagesAreFreeOfCycles, Patient.class))
                .isFalse();
    }

    private static boolean breaks(ArchRule rule, Class<?> type) {
        return rule.evaluate(new ClassFileImporter().importClasses(type)).hasViolation();
    }

    static class Impatient {
        final Instant now = Instant.now();
    }

    static class Referring {
        final Supplier<LocalDate> today = LocalDate::now;
    }

    static class Patient {
        final Instant now = Instant.now(Clock.systemUTC());
        final long started = System.nanoTime();
    }

    static class Injected {
        @Autowired
        @SuppressWarnings({"NullAway", "unused"})
        private Clock clock;
    }

    record Touching(Connection connection) {}
}
