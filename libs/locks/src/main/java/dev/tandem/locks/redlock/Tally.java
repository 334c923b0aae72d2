package dev.tandem.locks.redlock;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;

/**
 * How a vote stands. It is over as soon as those who have not voted cannot change it, so that one who is silent costs no
 * time as long as a majority speaks.
 *
 * @param voters how many there are
 * @param yes how many agreed
 * @param no how many refused
 * @param silent how many did not answer in time
 */
record Tally(int voters, int yes, int no, int silent) {

    /** Counts until the vote is over; the future always completes normally. */
    static CompletableFuture<Tally> of(List<CompletableFuture<Boolean>> votes) {
        var result = new CompletableFuture<Tally>();
        var count = new AtomicReference<>(new Tally(votes.size(), 0, 0, 0));
        for (var vote : votes) {
            var _ = vote.whenComplete((agrees, failure) -> {
                var tally = count.updateAndGet(
                        failure != null ? Tally::plusSilent : agrees ? Tally::plusYes : Tally::plusNo);
                if (tally.isOver()) {
                    result.complete(tally);
                }
            });
        }
        return result;
    }

    /** A majority said yes. */
    boolean agrees() {
        return yes >= majority();
    }

    /** So many said no that the others, whatever they would say, are no majority. */
    boolean refuses() {
        return no > voters - majority();
    }

    /** Whether enough have answered to know anything. */
    boolean isHeardOfMajority() {
        return yes + no >= majority();
    }

    private int majority() {
        return voters / 2 + 1;
    }

    private boolean isOver() {
        return agrees() || refuses() || yes + no + silent == voters;
    }

    private Tally plusYes() {
        return new Tally(voters, yes + 1, no, silent);
    }

    private Tally plusNo() {
        return new Tally(voters, yes, no + 1, silent);
    }

    private Tally plusSilent() {
        return new Tally(voters, yes, no, silent + 1);
    }
}
