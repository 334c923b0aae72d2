package dev.tandem.scenarios.commit;

import dev.tandem.scenarios.shop.Fault;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Who dies where under which protocol. The same seed makes the same plan. Seeds take turns with the protocols, and within one
 * each service goes through a deck of all its points, shuffled anew each time it is through: the first
 * {@value #SEEDS_FOR_ALL} leave none out.
 *
 * @param crashes a crash in each service
 */
record CommitCrashPlan(long seed, String protocol, Map<String, Fault> crashes) {

    static final int SEEDS_FOR_ALL = 24;

    private static final List<String> OF_A_PARTICIPANT = List.of(
            "participant.before-prepare",
            "participant.before-vote",
            "participant.after-vote",
            "participant.before-commit",
            "participant.after-commit");

    private static final List<String> OF_A_MEMBER =
            both(OF_A_PARTICIPANT, List.of("participant.before-pre-commit", "participant.after-pre-commit"));

    private static final List<String> OF_THE_COORDINATOR = both(
            List.of("coordinator.after-votes", "coordinator.after-decision"),
            each("coordinator.after-acknowledgement"));

    private static final List<String> OF_A_LEADER = both(
            OF_THE_COORDINATOR,
            both(
                    List.of("coordinator.before-pre-commit", "coordinator.before-decision"),
                    each("coordinator.after-pre-commit")));

    static CommitCrashPlan of(long seed) {
        var three = seed % 2 == 1;
        var round = (seed - 1) / 2;
        var crashes = new LinkedHashMap<String, Fault>();
        crashes.put(Round.COORDINATOR, drawn(three ? OF_A_LEADER : OF_THE_COORDINATOR, round, 0));
        for (var i = 0; i < Round.PARTICIPANTS.size(); i++) {
            crashes.put(Round.PARTICIPANTS.get(i), drawn(three ? OF_A_MEMBER : OF_A_PARTICIPANT, round, i + 1));
        }
        return new CommitCrashPlan(seed, three ? "three-phase-commit" : "two-phase-commit", crashes);
    }

    /** The card of this round from a deck that a service goes through again and again. */
    private static Fault drawn(List<String> points, long round, int service) {
        var deck = new ArrayList<>(points);
        Collections.shuffle(deck, new Random(31 * (round / deck.size()) + service));
        var card = deck.get((int) (round % deck.size())).split("#");
        var fault = Fault.crashAt(card[0]);
        return card.length == 1 ? fault : fault.skipping(Integer.parseInt(card[1]));
    }

    /** A point that is reached once per branch. */
    private static List<String> each(String point) {
        return IntStream.range(0, Round.PARTICIPANTS.size())
                .mapToObj(hits -> point + "#" + hits)
                .toList();
    }

    private static List<String> both(List<String> some, List<String> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    /** Where that service dies, and under which protocol. */
    String describe(String service) {
        return "%s under %s: %s".formatted(service, protocol, crashes.get(service));
    }

    @Override
    public String toString() {
        return crashes.keySet().stream().map(this::describe).collect(Collectors.joining(", "));
    }
}
