package dev.tandem.orchestrator.definition;

import dev.tandem.orchestrator.definition.Step.Compensatable;
import dev.tandem.orchestrator.definition.Step.Pivot;
import dev.tandem.orchestrator.definition.Step.Retriable;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.stream.Collectors;

/**
 * Says whether two definitions of one name and version are the same plan: the same steps of the same kinds in the same
 * order, asked of the same participants, undone by the same compensations. How long and how often each is asked may
 * change under a running saga; what it does may not.
 */
final class Checksum {

    /** Sixty-four bits: enough to notice a change, short enough to compare by eye. */
    private static final int BYTES = 8;

    private Checksum() {}

    static String of(Saga<?> saga) {
        var plan = saga.steps().stream().map(Checksum::line).collect(Collectors.joining("\n"));
        return HexFormat.of().formatHex(sha256(plan), 0, BYTES);
    }

    private static String line(Step<?> step) {
        var asked = step.name() + " of " + step.request().topic();
        return switch (step) {
            case Compensatable<?>(var _, var undo) -> asked + ", undone by " + undo.name();
            case Pivot<?> _ -> asked + ", the pivot";
            case Retriable<?> _ -> asked + ", until it is done";
        };
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
