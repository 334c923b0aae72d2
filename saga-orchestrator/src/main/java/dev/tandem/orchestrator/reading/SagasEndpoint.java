package dev.tandem.orchestrator.reading;

import dev.tandem.orchestrator.operating.Action;
import dev.tandem.orchestrator.operating.Operating;
import dev.tandem.orchestrator.reading.SagaQueries.Filter;
import dev.tandem.orchestrator.reading.SagaQueries.Live;
import dev.tandem.orchestrator.reading.SagaView.Summary;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.stereotype.Component;

/**
 * {@code /actuator/sagas}: who is alive and who needs somebody; {@code /actuator/sagas/{id}}: one of them, whole, and
 * what an operator can do to it.
 */
@Component
@Endpoint(id = "sagas")
class SagasEndpoint {

    private static final int MOST_STUCK = 20;

    private final SagaQueries sagas;
    private final Operating operating;

    SagasEndpoint(SagaQueries sagas, Operating operating) {
        this.sagas = sagas;
        this.operating = operating;
    }

    /**
     * @param live how many, by definition and status
     * @param stuck the newest of those that an operator has to decide about
     */
    record Overview(List<Live> live, List<Summary> stuck) {}

    @ReadOperation
    Overview overview() {
        var stuck = sagas.newestFirst(Filter.STUCK, null, MOST_STUCK);
        return new Overview(sagas.live(), stuck);
    }

    @ReadOperation
    @Nullable
    SagaView saga(@Selector UUID id) {
        return sagas.find(id).orElse(null);
    }

    /** {@code {"action": "RETRY"|"COMPENSATE"|"RESOLVE", "note": "..."}}: the same as {@code POST /sagas/{id}/retry}. */
    @WriteOperation
    @Nullable
    SagaView instruct(
            @Selector UUID id,
            Action action,
            String note,
            // The annotation by which the actuator knows what may be left out.
            @org.springframework.lang.Nullable String requestedBy) {
        operating.carryOut(id, action, note, requestedBy);
        return saga(id);
    }
}
