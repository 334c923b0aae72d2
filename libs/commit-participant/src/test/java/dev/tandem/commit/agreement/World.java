package dev.tandem.commit.agreement;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A group, its coordinator, and a network that does what it likes, in one thread and driven by a seed. */
final class World {

    private static final int EVENTS = 150;
    private static final int COORDINATOR = -1;

    private final Random random;
    private final Group group;
    private final List<Member> members;
    private final List<Delivery> inFlight = new ArrayList<>();
    private final List<Leader> leaders = new ArrayList<>();

    /** Which members are on the other side of a partition than the coordinator. */
    private int cutOff;

    /** What the coordinator's log says: each of its epochs is used once. */
    private int logged = 1;

    World(long seed, Termination termination) {
        random = new Random(seed);
        var size = 3 + random.nextInt(3);
        var names = IntStream.range(0, size).mapToObj(i -> "member-" + i).toList();
        group = new Group(names, termination);
        var allVote = random.nextInt(5) > 0;
        members = names.stream()
                .map(name -> new Member(allVote || random.nextBoolean()))
                .toList();
        if (members.stream().allMatch(member -> member.voted)) {
            start(new Leader(COORDINATOR, Claim.FIRST, Question.PRE_COMMIT));
        }
    }

    /** Holds a member's standing, as a database would. */
    private static final class Member {

        private final boolean voted;
        private Standing standing;

        /** One that never voted has nothing, and will have nothing. */
        Member(boolean voted) {
            this.voted = voted;
            this.standing = voted ? Standing.VOTED : Standing.VOTED.ended(BranchState.ABORTED);
        }

        Reply hear(Question question, Claim claim) {
            var after = standing.hear(question, claim);
            after.ifPresent(it -> standing = it);
            return after.<Reply>map(it -> new Reply.Stands(it.state(), it.attempt()))
                    .orElseGet(() -> new Reply.Refuses(standing.promised().epoch()));
        }

        void end(Verdict verdict) {
            if (standing.state().isInDoubt()) {
                standing =
                        standing.ended(verdict instanceof Verdict.Commit ? BranchState.COMMITTED : BranchState.ABORTED);
            }
        }
    }

    private static final class Leader {

        private final int at;
        private final Claim claim;
        private final boolean isFirst;
        private final List<Reply> replies = new ArrayList<>();
        private Question asked;

        Leader(int at, Claim claim, Question first) {
            this.at = at;
            this.claim = claim;
            this.isFirst = claim.equals(Claim.FIRST);
            this.asked = first;
        }
    }

    /** A question, or the outcome, on its way to a member. */
    private sealed interface Delivery {
        record Asked(Leader leader, Question question, int member) implements Delivery {}

        record Told(Leader leader, Verdict verdict, int member) implements Delivery {}
    }

    void run() {
        for (var i = 0; i < EVENTS; i++) {
            switch (random.nextInt(10)) {
                case 0 -> takeOver();
                case 1 -> cutOff = random.nextInt(1 << members.size());
                case 2 -> leaders.removeIf(leader -> random.nextInt(6) == 0);
                case 3 -> anyLeaderGoesOn();
                default -> deliverAny();
            }
        }
    }

    /** Everything that was on its way is lost, and one after the other tries again, with nobody in between. */
    void heal() {
        cutOff = 0;
        inFlight.clear();
        leaders.clear();
        for (var i = 0; i < 3 && !isOver(); i++) {
            logged = 1 + highestEpoch();
            var leader = new Leader(COORDINATOR, new Claim(logged, Claim.COORDINATOR), Question.PROMISE);
            start(leader);
            while (leaders.contains(leader) || !inFlight.isEmpty()) {
                while (!inFlight.isEmpty()) {
                    deliver(inFlight.removeFirst());
                }
                if (leaders.contains(leader)) {
                    goOn(leader);
                }
            }
        }
    }

    boolean isOver() {
        return members.stream().noneMatch(member -> member.standing.state().isInDoubt());
    }

    Set<BranchState> outcomes() {
        return members.stream()
                .map(member -> member.standing.state())
                .filter(state -> !state.isInDoubt())
                .collect(Collectors.toSet());
    }

    boolean hasSplit() {
        return outcomes().size() > 1;
    }

    /** A member whose coordinator is silent; or the coordinator, back again. */
    private void takeOver() {
        var at = random.nextInt(members.size() + 1) - 1;
        if (group.termination() == Termination.GUIDE) {
            if (at != COORDINATOR) {
                start(new Leader(at, Claim.FIRST, Question.LOOK));
            }
            return;
        }
        if (at == COORDINATOR) {
            logged += 1 + random.nextInt(3);
            start(new Leader(at, new Claim(logged, Claim.COORDINATOR), Question.PROMISE));
            return;
        }
        var standing = members.get(at).standing;
        if (standing.state().isInDoubt()) {
            var claim =
                    new Claim(standing.promised().epoch() + 1, group.members().get(at));
            start(new Leader(at, claim, Question.PROMISE));
        }
    }

    private void start(Leader leader) {
        leaders.add(leader);
        ask(leader);
    }

    private void ask(Leader leader) {
        leader.replies.clear();
        for (var member = 0; member < members.size(); member++) {
            if (member == leader.at) {
                leader.replies.add(members.get(member).hear(leader.asked, leader.claim));
            } else {
                inFlight.add(new Delivery.Asked(leader, leader.asked, member));
            }
        }
    }

    private void deliverAny() {
        if (!inFlight.isEmpty()) {
            var delivery = inFlight.remove(random.nextInt(inFlight.size()));
            if (random.nextInt(8) > 0) {
                deliver(delivery);
            }
        }
    }

    private void deliver(Delivery delivery) {
        switch (delivery) {
            case Delivery.Asked(var leader, var question, var member) -> {
                if (canReach(leader, member)) {
                    var reply = members.get(member).hear(question, leader.claim);
                    if (leaders.contains(leader) && leader.asked == question) {
                        leader.replies.add(reply);
                    }
                }
            }
            case Delivery.Told(var leader, var verdict, var member) -> {
                if (canReach(leader, member)) {
                    members.get(member).end(verdict);
                }
            }
        }
    }

    private boolean canReach(Leader leader, int member) {
        return isCutOff(leader.at) == isCutOff(member);
    }

    private boolean isCutOff(int member) {
        return member != COORDINATOR && (cutOff & (1 << member)) != 0;
    }

    private void anyLeaderGoesOn() {
        if (!leaders.isEmpty()) {
            goOn(leaders.get(random.nextInt(leaders.size())));
        }
    }

    /** Whatever has not come back by now never will. */
    private void goOn(Leader leader) {
        var step = leader.isFirst && leader.at == COORDINATOR
                ? new Step.Done(group.termination().announced(leader.replies, group))
                : group.termination().next(leader.asked, leader.replies, group);
        switch (step) {
            case Step.Ask(var question) -> {
                leader.asked = question;
                ask(leader);
            }
            case Step.Done(var verdict) -> {
                leaders.remove(leader);
                conclude(leader, verdict);
            }
        }
    }

    private void conclude(Leader leader, Verdict verdict) {
        if (!(verdict instanceof Verdict.Commit || verdict instanceof Verdict.Abort)) {
            return;
        }
        if (leader.at != COORDINATOR) {
            members.get(leader.at).end(verdict);
        }
        if (group.termination() == Termination.QUORUM || leader.at == COORDINATOR) {
            for (var member = 0; member < members.size(); member++) {
                inFlight.add(new Delivery.Told(leader, verdict, member));
            }
        }
    }

    private int highestEpoch() {
        return members.stream()
                .mapToInt(member -> member.standing.promised().epoch())
                .max()
                .orElse(1);
    }

    @Override
    public String toString() {
        return members.stream().map(member -> member.standing.toString()).collect(Collectors.joining(", "));
    }
}
