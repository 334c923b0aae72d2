package dev.tandem.idempotency;

import io.micrometer.core.instrument.MeterRegistry;

/** Counts requests with a key by what they met: a growing share of repeats is a client or a network in trouble. */
final class RequestMeters {

    private final MeterRegistry meters;

    RequestMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    void count(Claim claim) {
        var met =
                switch (claim) {
                    case Claim.Granted _ -> "first";
                    case Claim.Answered _ -> "replayed";
                    case Claim.InProgress _ -> "in-progress";
                    case Claim.Mismatch _ -> "mismatch";
                };
        meters.counter("tandem.idempotency.requests", "met", met).increment();
    }
}
