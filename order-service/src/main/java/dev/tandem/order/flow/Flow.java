package dev.tandem.order.flow;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was seen of an order, and what it follows that is still to come. An order that goes forward waits for its next
 * step. One that turned back waits for all that is in force to be undone, and for its own end; in which sequence that
 * happens is its coordination's business.
 */
record Flow(List<Sighting> seen, List<Expectation> waitsFor) {

    /**
     * An event that is to come.
     *
     * @param anyOf one of these
     * @param service where it has to happen
     * @param since when it became due: by the clock of the service where the event happened that calls for it
     */
    record Expectation(List<String> anyOf, String service, Instant since) {}

    /**
     * Concludes.
     *
     * @param plan the steps as they are taken
     * @param placedAt when the order was placed, which is known before its first event is seen
     */
    static Flow of(List<Step> plan, List<Sighting> seen, Instant placedAt) {
        var at = new HashMap<String, Instant>();
        seen.forEach(sighting -> at.putIfAbsent(sighting.event(), sighting.occurredAt()));
        return new Flow(
                seen,
                turningPoint(seen)
                        .map(since -> undoing(plan, at, since))
                        .orElseGet(() -> goingOn(
                                plan,
                                at,
                                seen.isEmpty() ? placedAt : seen.getLast().occurredAt())));
    }

    private static Optional<Instant> turningPoint(List<Sighting> seen) {
        if (seen.stream().map(Sighting::event).anyMatch(Step::isFinal)) {
            return Optional.empty();
        }
        return seen.stream()
                .filter(sighting -> Step.turnsBack(sighting.event()))
                .map(Sighting::occurredAt)
                .findFirst();
    }

    private static List<Expectation> goingOn(List<Step> plan, Map<String, Instant> at, Instant since) {
        return plan.stream()
                .filter(step -> !at.containsKey(step.taken()))
                .findFirst()
                .map(step -> new Expectation(step.outcomes(), step.service(), since))
                .stream()
                .toList();
    }

    private static List<Expectation> undoing(List<Step> plan, Map<String, Instant> at, Instant turned) {
        var missing = new ArrayList<Expectation>();
        for (var step : plan.reversed()) {
            var taken = at.get(step.taken());
            var undone = step.undone();
            var isDue = taken != null || step == Step.CONFIRM; // also an order that was never confirmed is cancelled
            if (undone != null && isDue && !at.containsKey(undone)) {
                var since = taken != null && taken.isAfter(turned) ? taken : turned;
                missing.add(new Expectation(List.of(undone), step.service(), since));
            }
        }
        return List.copyOf(missing);
    }
}
