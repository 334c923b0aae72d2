package dev.tandem.defaults.problems;

/** What is wrong with one field or parameter, whose name is written as the client wrote it: {@code items[0].quantity}. */
record Violation(String field, String message) {}
