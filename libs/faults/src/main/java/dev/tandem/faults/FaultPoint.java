package dev.tandem.faults;

import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * All the points there are. Each lies between two steps of a protocol where a crash, a delay or a loss is worth a
 * question. A point is reached once per message, saga or order, also when many are handled in one batch, so that
 * counting hits does not depend on how they were batched. Its subject is the order's id, which is the messages' key. The
 * points of projections are reached once per batch of events, in each partition; their subject is the projection's name.
 */
public enum FaultPoint {

    /** Effects, inbox row and answers of a message are written, and nothing of it is committed. */
    INBOX_BEFORE_COMMIT("inbox.before-commit", "a message's effects are written, not committed"),

    /** They are committed; what the message caused is not published, and its offset not committed. */
    INBOX_AFTER_COMMIT("inbox.after-commit", "a message's effects are committed, nothing is published"),

    /** Something that a message caused is about to be published. Dropping it loses the answer for good. */
    INBOX_BEFORE_PUBLISH("inbox.before-publish", "an answer is about to be published", Loss.POSSIBLE),

    /** The broker has what a message caused; the offset is not committed, so the message will come again. */
    INBOX_AFTER_PUBLISH("inbox.after-publish", "an answer is published, the message's offset not committed"),

    /** The relay is about to publish an outbox row. Dropping it loses the message for good. */
    OUTBOX_BEFORE_PUBLISH("outbox.before-publish", "an outbox row is about to be published", Loss.POSSIBLE),

    /** The broker has the message; the row is not deleted, so it will be published again. */
    OUTBOX_AFTER_PUBLISH("outbox.after-publish", "an outbox row is published, not yet marked so"),

    /** A saga is loaded and locked, and nothing is decided about it. */
    SAGA_AFTER_LOAD("saga.after-load", "a saga is loaded and locked", "saga-orchestrator"),

    /** The next transition and its command are decided, in memory alone. */
    SAGA_BEFORE_PERSIST("saga.before-persist", "a saga's transition is decided, not written", "saga-orchestrator"),

    /** A transition and the command that it causes are committed; the command is not sent. */
    SAGA_AFTER_PERSIST(
            "saga.after-persist", "a saga's transition is committed, its command not sent", "saga-orchestrator"),

    /** A participant is asked for its vote, and has begun nothing. */
    PARTICIPANT_BEFORE_PREPARE("participant.before-prepare", "a branch is asked for its vote, nothing is begun"),

    /** A branch's work is done and will be prepared next: a crash is as if it had never been asked. */
    PARTICIPANT_BEFORE_VOTE("participant.before-vote", "a branch's work is done, not prepared"),

    /** A branch is prepared, and the coordinator does not know. */
    PARTICIPANT_AFTER_VOTE("participant.after-vote", "a branch is prepared, its vote not sent"),

    /** A branch of three-phase commit is told that all voted yes, and has not written it down. */
    PARTICIPANT_BEFORE_PRE_COMMIT(
            "participant.before-pre-commit", "a branch is told to pre-commit, and has not written it down"),

    /** That is on disk, and whoever told it does not know. */
    PARTICIPANT_AFTER_PRE_COMMIT("participant.after-pre-commit", "a branch is pre-committed, not acknowledged"),

    /** The coordinator is silent, a majority follows this participant, and it has proposed nothing yet. */
    PARTICIPANT_AFTER_ELECTION(
            "participant.after-election", "a majority follows in the coordinator's place, nothing is proposed"),

    /** The members have come to an outcome without the coordinator, and nobody has been told. */
    PARTICIPANT_AFTER_AGREEMENT(
            "participant.after-agreement", "the members have agreed without the coordinator, nobody is told"),

    /** A branch is told to commit, and has not. */
    PARTICIPANT_BEFORE_COMMIT("participant.before-commit", "a branch is told to commit, and has not"),

    /** A branch is committed, and the coordinator does not know. */
    PARTICIPANT_AFTER_COMMIT("participant.after-commit", "a branch is committed, not acknowledged"),

    /** All have voted, and nothing is decided. */
    COORDINATOR_AFTER_VOTES("coordinator.after-votes", "all votes are there, nothing is decided", "saga-orchestrator"),

    /** That all voted yes is on disk, and nobody has been told. */
    COORDINATOR_BEFORE_PRE_COMMIT(
            "coordinator.before-pre-commit", "that all voted yes is logged, nobody is told", "saga-orchestrator"),

    /** One more branch has acknowledged its pre-commit. Reached once per branch. */
    COORDINATOR_AFTER_PRE_COMMIT(
            "coordinator.after-pre-commit", "a branch has acknowledged its pre-commit", "saga-orchestrator"),

    /** All who answer have acknowledged their pre-commit, and nothing is decided. */
    COORDINATOR_BEFORE_DECISION(
            "coordinator.before-decision", "pre-commits are acknowledged, nothing is decided", "saga-orchestrator"),

    /** The decision to commit is on disk, and nobody has been told. */
    COORDINATOR_AFTER_DECISION(
            "coordinator.after-decision", "the decision is logged, nobody is told", "saga-orchestrator"),

    /** One more branch has acknowledged the decision, which is not written down. Reached once per branch. */
    COORDINATOR_AFTER_ACKNOWLEDGEMENT(
            "coordinator.after-acknowledgement",
            "a branch has acknowledged the decision, that is not logged",
            "saga-orchestrator"),

    /** An order is written, by a customer's request or a saga's command, and not committed. */
    ORDER_AFTER_CREATE("order.after-create", "an order is written, not committed", "order-service"),

    /** An order is confirmed, and that is not committed. */
    ORDER_AFTER_CONFIRM("order.after-confirm", "an order is confirmed, not committed", "order-service"),

    /** A customer's wish to cancel a confirmed order is written, and not committed. */
    ORDER_AFTER_CANCELLATION_REQUEST(
            "order.after-cancellation-request", "a cancellation is asked for, not committed", "order-service"),

    /** An order is cancelled, and that is not committed. */
    ORDER_AFTER_CANCEL("order.after-cancel", "an order is cancelled, not committed", "order-service"),

    /** A customer is about to be charged, from the wallet or by the gateway. */
    PAYMENT_BEFORE_CHARGE("payment.before-charge", "a customer is about to be charged", "payment-service"),

    /**
     * A customer is charged: by card, the gateway has the money and nobody here has written it down; from the wallet, the
     * entries are not committed. Dropping it loses the gateway's answer.
     */
    PAYMENT_AFTER_CHARGE(
            "payment.after-charge",
            "a customer is charged, and it is not written down",
            "payment-service",
            Loss.POSSIBLE),

    /** A customer is about to get money back. */
    PAYMENT_BEFORE_REFUND("payment.before-refund", "a customer is about to get money back", "payment-service"),

    /** As {@link #PAYMENT_AFTER_CHARGE}, for money given back. */
    PAYMENT_AFTER_REFUND(
            "payment.after-refund",
            "a customer has money back, and it is not written down",
            "payment-service",
            Loss.POSSIBLE),

    /** Stock is reserved, and that is not committed. */
    INVENTORY_AFTER_RESERVE("inventory.after-reserve", "stock is reserved, not committed", "inventory-service"),

    /** A reservation is confirmed, and that is not committed. */
    INVENTORY_AFTER_CONFIRM(
            "inventory.after-confirm", "a reservation is confirmed, not committed", "inventory-service"),

    /** Reserved stock is given back, and that is not committed. */
    INVENTORY_AFTER_RELEASE(
            "inventory.after-release", "reserved stock is released, not committed", "inventory-service"),

    /** A shipment is created, and that is not committed. */
    SHIPPING_AFTER_CREATE("shipping.after-create", "a shipment is created, not committed", "shipping-service"),

    /** A shipment is cancelled, and that is not committed. */
    SHIPPING_AFTER_CANCEL("shipping.after-cancel", "a shipment is cancelled, not committed", "shipping-service"),

    /** Events of one partition are read, its checkpoint is locked, and the view is as it was. */
    PROJECTION_BEFORE_APPLY(
            "projection.before-apply", "events are read, the view is not changed yet", "event-store-service"),

    /** The view has the events, and the checkpoint stands before them. Nothing is committed. */
    PROJECTION_AFTER_APPLY(
            "projection.after-apply", "a view is changed, its checkpoint not moved", "event-store-service"),

    /** View and checkpoint have moved, and that is not committed. */
    PROJECTION_BEFORE_COMMIT(
            "projection.before-commit", "view and checkpoint have moved, not committed", "event-store-service"),

    /** That is committed, and the projector does not know. */
    PROJECTION_AFTER_COMMIT("projection.after-commit", "view and checkpoint are committed", "event-store-service"),

    /** One batch more of the past is in the tables of a view that is made anew, committed and read by nobody. */
    REBUILD_AFTER_BATCH(
            "rebuild.after-batch", "a part of the past is in the view that is made anew", "event-store-service"),

    /** The new view stands where the live one stands, which waits; nothing is swapped. */
    REBUILD_BEFORE_SWAP("rebuild.before-swap", "the new view has caught up, nothing is swapped", "event-store-service"),

    /** The two are swapped, and that is not committed. */
    REBUILD_BEFORE_COMMIT("rebuild.before-commit", "views are swapped, not committed", "event-store-service"),

    /** That is committed, and the projector does not know. */
    REBUILD_AFTER_SWAP("rebuild.after-swap", "views are swapped, and that is committed", "event-store-service");

    private enum Loss {
        POSSIBLE,
        IMPOSSIBLE
    }

    private final String id;
    private final String about;
    private final @Nullable String service;
    private final Loss loss;

    FaultPoint(String id, String about) {
        this(id, about, null, Loss.IMPOSSIBLE);
    }

    FaultPoint(String id, String about, Loss loss) {
        this(id, about, null, loss);
    }

    FaultPoint(String id, String about, String service) {
        this(id, about, service, Loss.IMPOSSIBLE);
    }

    FaultPoint(String id, String about, @Nullable String service, Loss loss) {
        this.id = id;
        this.about = about;
        this.service = service;
        this.loss = loss;
    }

    /** Its name outside of Java, such as {@code outbox.before-publish}. */
    public String id() {
        return id;
    }

    /** Where it lies, in a few words. */
    public String about() {
        return about;
    }

    /** Whether something is on its way there that can get lost. */
    public boolean canDrop() {
        return loss == Loss.POSSIBLE;
    }

    /** Whether that service has this point; those of messaging are in every service. */
    public boolean isIn(String serviceName) {
        return service == null || service.equals(serviceName);
    }

    /** The point of that name. */
    public static Optional<FaultPoint> of(String id) {
        return Arrays.stream(values()).filter(point -> point.id.equals(id)).findFirst();
    }
}
