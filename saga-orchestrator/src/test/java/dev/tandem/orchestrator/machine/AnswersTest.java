package dev.tandem.orchestrator.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Whatever a participant answers has a meaning, and none is an endless loop in silence: done, refused for a reason that
 * the definition knows (permanent), refused for one that it does not (people are told, and nothing is taken for granted),
 * failed or not answered at all (unknown, so asked again, and undone if it is given up).
 */
class AnswersTest {

    @ParameterizedTest(name = "{0}: {1} becomes {2}")
    @CsvSource(delimiter = '|', textBlock = """
                    # a step that can be undone
                    RUNNING pay 1          | pay 1 succeeded      | RUNNING leave 1
                    RUNNING pay 1          | pay 1 refused        | COMPENSATING book 1
                    RUNNING pay 1          | pay 1 refused?       | COMPENSATING pay 1
                    RUNNING pay 1          | pay 1 failed         | RUNNING pay 1 retry
                    RUNNING pay 1          | time is up           | RUNNING pay 1 retry
                    RUNNING pay 5          | pay 5 refused?       | COMPENSATING pay 1
                    RUNNING pay 5          | pay 5 failed         | COMPENSATING pay 1
                    RUNNING pay 5          | time is up           | COMPENSATING pay 1
                    RUNNING book 1         | book 1 refused?      | COMPENSATING book 1

                    # the pivot: refused for whatever reason, it was not done; unknown, it may have been
                    RUNNING leave 1        | leave 1 succeeded    | RUNNING arrive 1
                    RUNNING leave 1        | leave 1 refused      | COMPENSATING pay 1
                    RUNNING leave 1        | leave 1 refused?     | COMPENSATING pay 1
                    RUNNING leave 5        | leave 5 failed       | RUNNING leave 5 retry
                    RUNNING leave 5        | time is up           | RUNNING leave 5 retry

                    # after the pivot: there is no way but forwards
                    RUNNING arrive 1       | arrive 1 succeeded   | COMPLETED
                    RUNNING arrive 5       | arrive 5 refused     | RUNNING arrive 5 retry
                    RUNNING arrive 5       | arrive 5 refused?    | RUNNING arrive 5 retry
                    RUNNING arrive 5       | arrive 5 failed      | RUNNING arrive 5 retry

                    # backwards: nothing but success will do, and what does not come to an operator
                    COMPENSATING pay 1     | undo pay 1 refused?  | COMPENSATING pay 1 retry
                    COMPENSATING pay 5     | undo pay 5 refused?  | STUCK pay 5
                    COMPENSATING pay 5     | undo pay 5 failed    | STUCK pay 5
                    """)
    void everyAnswerHasAMeaning(String state, String answer, String expected) {
        var next = StateMachine.next(Notation.SAGA, Notation.state(state), Notation.input(answer));

        assertThat(Notation.text(next)).isEqualTo(expected);
    }
}
