package dev.tandem.testsupport;

/** What runs a broker for {@link KafkaServer}, on a port and with records that outlive a stop. */
sealed interface KafkaProcess permits EmbeddedKafka, KafkaBrokerContainer {

    /** Ends it in good order. */
    void stop();

    /** Starts it again, and returns when it answers. */
    void restart();

    /** Ends it for good. */
    void close();
}
