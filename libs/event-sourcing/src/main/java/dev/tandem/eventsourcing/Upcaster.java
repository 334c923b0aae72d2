package dev.tandem.eventsourcing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.UnaryOperator;

/**
 * Turns the data of one type's events from one schema version into the next (guide, 'Strategy 2: Upcasting'). Pure: it
 * is given a copy, asks nobody, and makes the same of the same; what is stored stays as it is.
 *
 * @param from the version that it reads; what it makes is {@code from + 1}
 */
public record Upcaster(String type, int from, UnaryOperator<ObjectNode> step) {}
