package dev.tandem.orchestrator.machine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tandem.messaging.Reply;
import dev.tandem.messaging.Reply.Succeeded;
import dev.tandem.messaging.SagaStep;
import dev.tandem.messaging.SagaStep.Phase;
import dev.tandem.orchestrator.definition.Keeping;
import dev.tandem.orchestrator.definition.Saga;
import dev.tandem.orchestrator.machine.Pending.WaitsFor;
import dev.tandem.orchestrator.machine.SagaInput.Answered;
import dev.tandem.orchestrator.machine.SagaInput.TimeIsUp;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A saga played through with the test as every participant:
 *
 * <pre>{@code
 * SagaScript.of(OrderFulfillment.PAY_FIRST, order)
 *         .asks(order.createOrder()).hears(accepted)
 *         .asks(new ProcessPayment(...)).refuses("INSUFFICIENT_FUNDS")
 *         .asks(new CancelOrder(...)).hearsDone()
 *         .endsAs(new Compensated("INSUFFICIENT_FUNDS"));
 * }</pre>
 */
public final class SagaScript<D> {

    private static final UUID ID = UUID.fromString("0190b5a0-0000-7000-8000-000000000001");

    private static final Keeping.Reader AS_IT_IS = new Keeping.Reader() {
        @Override
        public <R> R read(Object answer, Class<R> type) {
            return type.cast(answer);
        }
    };

    private final Saga<D> saga;
    private SagaState state = SagaState.beginning();
    private D data;

    private SagaScript(Saga<D> saga, D data) {
        this.saga = saga;
        this.data = data;
    }

    public static <D> SagaScript<D> of(Saga<D> saga, D data) {
        return new SagaScript<>(saga, data);
    }

    /** The saga wants exactly this now. */
    public SagaScript<D> asks(Object command) {
        assertThat(pendingCommand()).isEqualTo(command);
        return this;
    }

    /** After a pause the saga wants exactly this, again. */
    public SagaScript<D> asksAgain(Object command) {
        assertThat(pendingCommand()).as("asks at once, without a pause").isNull();
        return take(new TimeIsUp()).asks(command);
    }

    public SagaScript<D> hears(Object answer) {
        return answered(Reply.succeeded(answer));
    }

    public SagaScript<D> hearsDone() {
        return answered(Reply.succeeded());
    }

    public SagaScript<D> refuses(String reason) {
        return answered(new Reply.Refused(reason, "because"));
    }

    public SagaScript<D> hearsFailure() {
        return answered(new Reply.Failed("not now"));
    }

    public SagaScript<D> hearsNothing() {
        return take(new TimeIsUp());
    }

    public void endsAs(SagaState end) {
        assertThat(state).isEqualTo(end);
        assertThat(state.status().isEnded()).isTrue();
    }

    private SagaScript<D> answered(Reply reply) {
        var at = state.position().orElseThrow(() -> new AssertionError(state + " asked nobody"));
        var phase = state.status() == SagaStatus.RUNNING ? Phase.ACTION : Phase.COMPENSATION;
        var step = saga.step(at.step());
        if (reply instanceof Succeeded(var answer) && phase == Phase.ACTION) {
            data = step.request().keeping().keep(data, answer, AS_IT_IS);
        }
        return take(new Answered(new SagaStep(ID, step.name(), phase, at.attempt()), reply));
    }

    private SagaScript<D> take(SagaInput input) {
        state = StateMachine.next(saga, state, input);
        return this;
    }

    private @Nullable Object pendingCommand() {
        return switch (state) {
            case SagaState.Running(var at)
            when at.waitsFor() == WaitsFor.REPLY ->
                saga.step(at.step()).request().command().apply(data);
            case SagaState.Compensating(var at, var reason)
            when at.waitsFor() == WaitsFor.REPLY ->
                saga.compensatable(at.step()).undo().command().apply(data, reason);
            default -> null;
        };
    }
}
