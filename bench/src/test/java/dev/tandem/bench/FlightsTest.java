package dev.tandem.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FlightsTest {

    private final Flights flights = new Flights();

    @Test
    void anOrderIsUnderWayFromItsBeginningToItsEnd() {
        flights.began("a", 100);
        flights.began("b", 100);

        flights.ended("a", 350);

        assertThat(flights.underWay()).isEqualTo(1);
        assertThat(flights.landedBetween(0, 1_000).millis(100)).isEqualTo(250e-6);
    }

    @Test
    void anEndMayBeHeardBeforeTheAnswerToTheRequest() {
        var ends = new AtomicInteger();
        flights.onEnd(ends::incrementAndGet);

        flights.ended("a", 350);
        assertThat(ends).hasValue(0);
        flights.began("a", 100);

        assertThat(ends).hasValue(1);
        assertThat(flights.underWay()).isZero();
        assertThat(flights.landedBetween(0, 1_000).count()).isEqualTo(1);
    }

    @Test
    void onlyWhatEndedWithinTheTimeCounts() {
        flights.began("early", 0);
        flights.ended("early", 99);
        flights.began("late", 0);
        flights.ended("late", 200);

        assertThat(flights.landedBetween(100, 200).count()).isZero();
        assertThat(flights.landedBetween(99, 201).count()).isEqualTo(2);
    }
}
