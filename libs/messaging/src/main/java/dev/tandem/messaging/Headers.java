package dev.tandem.messaging;

/** Header names: CloudEvents 1.0 in Kafka's binary content mode, and Tandem's own. */
final class Headers {

    static final String CONTENT_TYPE = "content-type";
    static final String SPEC_VERSION = "ce_specversion";
    static final String ID = "ce_id";
    static final String TYPE = "ce_type";
    static final String SOURCE = "ce_source";
    static final String TIME = "ce_time";
    static final String SUBJECT = "ce_subject";
    static final String DATA_SCHEMA = "ce_dataschema";
    static final String CORRELATION_ID = "correlationid";
    static final String CAUSATION_ID = "causationid";
    static final String TRACE_PARENT = "traceparent";
    static final String COORDINATION = "coordination";
    static final String REPLY_TO = "replyto";
    static final String SAGA_ID = "sagaid";
    static final String SAGA_STEP = "sagastep";
    static final String SAGA_PHASE = "sagaphase";
    static final String SAGA_ATTEMPT = "sagaattempt";

    /** Why a message is in a dead-letter topic. */
    static final String DEAD_LETTER_CAUSE = "deadlettercause";
    /** Which consumer could not process it. */
    static final String DEAD_LETTER_CONSUMER = "deadletterconsumer";

    private Headers() {}
}
