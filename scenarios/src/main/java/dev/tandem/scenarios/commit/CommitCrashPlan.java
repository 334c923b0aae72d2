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

    private static final List<Fault> OF_A_PARTICIPANT = at(
            "participant.before-prepare",
            "participant.before-vote",
            "participant.after-vote",
            "participant.before-commit",
            "participant.after-commit");

    private static final List<Fault> OF_A_MEMBER =
            both(OF_A_PARTICIPANT, at("participant.before-pre-commit", "participant.after-pre-commit"));

    private static final List<Fault> OF_THE_COORDINATOR = both(
            at("coordinator.after-votes", "coordinator.after-decision"),
            atEachBranch("coordinator.after-acknowledgement"));

    private static final List<Fault> OF_A_LEADER = both(
            both(OF_THE_COORDINATOR, at("coordinator.before-pre-commit", "coordinator.before-decision")),
            atEachBranch("coordinator.after-pre-commit"));

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
    private static Fault drawn(List<Fault> points, long round, int service) {
        var deck = new ArrayList<>(points);
        Collections.shuffle(deck, new Random(31 * (round / deck.size()) + service));
        return deck.get((int) (round % deck.size()));
    }

    private static List<Fault> at(String... points) {
        return Stream.of(points).map(Fault::crashAt).toList();
    }

    /** Of a point that is reached once per branch. */
    private static List<Fault> atEachBranch(String point) {
        return IntStream.range(0, Round.PARTICIPANTS.size())
                .mapToObj(hits -> Fault.crashAt(point).skipping(hits))
                .toList();
    }

    private static List<Fault> both(List<Fault> some, List<Fault> others) {
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
