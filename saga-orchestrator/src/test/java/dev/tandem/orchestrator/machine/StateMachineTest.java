package dev.tandem.orchestrator.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every state on every input that means something, or that could be mistaken for one that does. */
class StateMachineTest {

    @ParameterizedTest(name = "{0} on {1} becomes {2}")
    @CsvSource(delimiter = '|', textBlock = """
                    # forwards
                    RUNNING book 1               | book 1 succeeded         | RUNNING pay 1
                    RUNNING pay 1                | pay 1 succeeded          | RUNNING leave 1
                    RUNNING leave 1              | leave 1 succeeded        | RUNNING arrive 1
                    RUNNING arrive 1             | arrive 1 succeeded       | COMPLETED

                    # an attempt fails or is not answered: wait, then ask again
                    RUNNING pay 1                | pay 1 failed             | RUNNING pay 1 retry
                    RUNNING pay 1                | time is up               | RUNNING pay 1 retry
                    RUNNING pay 1 retry          | time is up               | RUNNING pay 2
                    RUNNING pay 4                | pay 4 failed             | RUNNING pay 4 retry
                    RUNNING pay 4 retry          | time is up               | RUNNING pay 5

                    # a late success is a success
                    RUNNING pay 3                | pay 1 succeeded          | RUNNING leave 1
                    RUNNING pay 3 retry          | pay 3 succeeded          | RUNNING leave 1
                    RUNNING pay 3 retry          | pay 1 succeeded          | RUNNING leave 1

                    # a late failure says nothing
                    RUNNING pay 3                | pay 2 failed             | RUNNING pay 3
                    RUNNING pay 3 retry          | pay 3 failed             | RUNNING pay 3 retry
                    RUNNING pay 3 retry          | pay 1 failed             | RUNNING pay 3 retry

                    # refused at the first asking: nothing was done there
                    RUNNING book 1               | book 1 refused           | FAILED
                    RUNNING pay 1                | pay 1 refused            | COMPENSATING book 1

                    # refused late, or when asked again: an earlier request may still be under way
                    RUNNING book 2               | book 2 refused           | COMPENSATING book 1
                    RUNNING pay 1 retry          | pay 1 refused            | COMPENSATING pay 1
                    RUNNING pay 2                | pay 2 refused            | COMPENSATING pay 1
                    RUNNING pay 2                | pay 1 refused            | COMPENSATING pay 1
                    RUNNING pay 2 retry          | pay 1 refused            | COMPENSATING pay 1

                    # given up: the outcome is unknown, so the step is undone too
                    RUNNING book 5               | time is up               | COMPENSATING book 1
                    RUNNING pay 5                | time is up               | COMPENSATING pay 1
                    RUNNING pay 5                | pay 5 failed             | COMPENSATING pay 1

                    # the pivot may be refused, but is never given up
                    RUNNING leave 1              | leave 1 refused          | COMPENSATING pay 1
                    RUNNING leave 7              | leave 7 refused          | COMPENSATING pay 1
                    RUNNING leave 5              | time is up               | RUNNING leave 5 retry
                    RUNNING leave 5              | leave 5 failed           | RUNNING leave 5 retry
                    RUNNING leave 5 retry        | time is up               | RUNNING leave 6

                    # after the pivot there is no way but forwards
                    RUNNING arrive 1             | arrive 1 refused         | RUNNING arrive 1 retry
                    RUNNING arrive 99            | arrive 99 failed         | RUNNING arrive 99 retry
                    RUNNING arrive 99            | time is up               | RUNNING arrive 99 retry
                    RUNNING arrive 99 retry      | time is up               | RUNNING arrive 100
                    RUNNING arrive 99            | arrive 98 refused        | RUNNING arrive 99
                    RUNNING arrive 99            | arrive 1 succeeded       | COMPLETED

                    # answers about another step, or from the way that was not taken
                    RUNNING pay 1                | book 1 succeeded         | RUNNING pay 1
                    RUNNING pay 1                | book 1 refused           | RUNNING pay 1
                    RUNNING pay 1                | leave 1 succeeded        | RUNNING pay 1
                    RUNNING pay 1                | undo pay 1 succeeded     | RUNNING pay 1

                    # backwards, one at a time
                    COMPENSATING pay 1           | undo pay 1 succeeded     | COMPENSATING book 1
                    COMPENSATING book 1          | undo book 1 succeeded    | COMPENSATED
                    COMPENSATING pay 1           | undo pay 1 failed        | COMPENSATING pay 1 retry
                    COMPENSATING pay 1           | undo pay 1 refused       | COMPENSATING pay 1 retry
                    COMPENSATING pay 1           | time is up               | COMPENSATING pay 1 retry
                    COMPENSATING pay 1 retry     | time is up               | COMPENSATING pay 2
                    COMPENSATING pay 3           | undo pay 1 succeeded     | COMPENSATING book 1
                    COMPENSATING pay 3 retry     | undo pay 3 succeeded     | COMPENSATING book 1
                    COMPENSATING pay 3           | undo pay 2 failed        | COMPENSATING pay 3
                    COMPENSATING pay 3 retry     | undo pay 3 failed        | COMPENSATING pay 3 retry

                    # what was given up stays given up: the compensation covers it
                    COMPENSATING pay 1           | pay 1 succeeded          | COMPENSATING pay 1
                    COMPENSATING pay 1           | pay 1 refused            | COMPENSATING pay 1
                    COMPENSATING book 1          | undo pay 1 succeeded     | COMPENSATING book 1
                    COMPENSATING book 1          | undo pay 1 failed        | COMPENSATING book 1

                    # a compensation that cannot be done waits for somebody, and still listens
                    COMPENSATING pay 5           | undo pay 5 failed        | STUCK pay 5
                    COMPENSATING pay 5           | undo pay 5 refused       | STUCK pay 5
                    COMPENSATING pay 5           | time is up               | STUCK pay 5
                    STUCK pay 5                  | time is up               | STUCK pay 5
                    STUCK pay 5                  | undo pay 5 failed        | STUCK pay 5
                    STUCK pay 5                  | undo pay 5 refused       | STUCK pay 5
                    STUCK pay 5                  | pay 1 succeeded          | STUCK pay 5
                    STUCK pay 5                  | undo book 1 succeeded    | STUCK pay 5
                    STUCK pay 5                  | undo pay 2 succeeded     | COMPENSATING book 1
                    STUCK book 5                 | undo book 5 succeeded    | COMPENSATED

                    # overdue: as long as there is a way back, it is taken, with the step that may be under way
                    RUNNING book 1               | overdue                  | COMPENSATING book 1
                    RUNNING pay 2                | overdue                  | COMPENSATING pay 1
                    RUNNING pay 2 retry          | overdue                  | COMPENSATING pay 1
                    RUNNING leave 1              | overdue                  | RUNNING leave 1
                    RUNNING arrive 7 retry       | overdue                  | RUNNING arrive 7 retry
                    COMPENSATING pay 1           | overdue                  | COMPENSATING pay 1
                    STUCK pay 5                  | overdue                  | STUCK pay 5

                    # an operator has something asked at once
                    RUNNING pay 2                | retry!                   | RUNNING pay 2
                    RUNNING pay 2 retry          | retry!                   | RUNNING pay 3
                    RUNNING leave 9 retry        | retry!                   | RUNNING leave 10
                    RUNNING arrive 99 retry      | retry!                   | RUNNING arrive 100
                    COMPENSATING pay 2           | retry!                   | COMPENSATING pay 2
                    COMPENSATING pay 2 retry     | retry!                   | COMPENSATING pay 3

                    # a stuck compensation that is asked again has all its attempts again
                    STUCK pay 5                  | retry!                   | COMPENSATING pay 6
                    COMPENSATING pay 6           | undo pay 6 failed        | COMPENSATING pay 6 retry
                    COMPENSATING pay 10          | undo pay 10 failed       | STUCK pay 10
                    COMPENSATING pay 6           | undo pay 5 failed        | COMPENSATING pay 6
                    COMPENSATING pay 6           | undo pay 2 succeeded     | COMPENSATING book 1

                    # an operator turns a saga back, unless there is no way back any more
                    RUNNING book 1               | turn back!               | COMPENSATING book 1
                    RUNNING pay 1                | turn back!               | COMPENSATING pay 1
                    RUNNING pay 3 retry          | turn back!               | COMPENSATING pay 1
                    RUNNING leave 1              | turn back!               | RUNNING leave 1
                    RUNNING leave 3 retry        | turn back!               | RUNNING leave 3 retry
                    RUNNING arrive 1             | turn back!               | RUNNING arrive 1
                    COMPENSATING pay 1           | turn back!               | COMPENSATING pay 1
                    STUCK pay 5                  | turn back!               | STUCK pay 5

                    # an operator did by hand what was stuck
                    STUCK pay 5                  | resolved!                | COMPENSATING book 1
                    STUCK book 5                 | resolved!                | COMPENSATED
                    RUNNING pay 1                | resolved!                | RUNNING pay 1
                    RUNNING arrive 9 retry       | resolved!                | RUNNING arrive 9 retry
                    COMPENSATING pay 3 retry     | resolved!                | COMPENSATING pay 3 retry

                    # the end is the end
                    COMPLETED                    | retry!                   | COMPLETED
                    COMPLETED                    | turn back!               | COMPLETED
                    COMPENSATED                  | retry!                   | COMPENSATED
                    COMPENSATED                  | resolved!                | COMPENSATED
                    FAILED                       | retry!                   | FAILED
                    FAILED                       | overdue                  | FAILED
                    COMPLETED                    | arrive 1 succeeded       | COMPLETED
                    COMPLETED                    | time is up               | COMPLETED
                    COMPENSATED                  | undo book 1 succeeded    | COMPENSATED
                    COMPENSATED                  | pay 1 succeeded          | COMPENSATED
                    COMPENSATED                  | time is up               | COMPENSATED
                    FAILED                       | book 1 refused           | FAILED
                    FAILED                       | book 1 succeeded         | FAILED
                    FAILED                       | time is up               | FAILED
                    """)
    void transition(String state, String input, String expected) {
        var next = StateMachine.next(Notation.SAGA, Notation.state(state), Notation.input(input));

        assertThat(Notation.text(next)).isEqualTo(expected);
    }
}
