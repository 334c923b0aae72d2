/** Measures the running platform: throughput, latency, and what each process and the database spend on it. */
@NullMarked
package dev.tandem.bench;

import org.jspecify.annotations.NullMarked;
