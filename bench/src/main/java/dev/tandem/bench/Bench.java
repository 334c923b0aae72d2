package dev.tandem.bench;

import dev.tandem.bench.commit.CommitBench;
import dev.tandem.bench.compare.Compare;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/**
 * The command line of the benchmarks. To read on: {@link SagaBench}, {@link CommitBench}, {@link LocksBench},
 * {@link IdempotencyBench}, {@link EventsBench}, {@link Compare}.
 */
@Command(
        name = "bench",
        description = "Measures the running platform.",
        subcommands = {
            SagaBench.class,
            CommitBench.class,
            LocksBench.class,
            IdempotencyBench.class,
            EventsBench.class,
            Compare.class,
            HelpCommand.class
        },
        mixinStandardHelpOptions = true)
public final class Bench {

    private Bench() {}

    /** Ends with 1 if something was measured that does not count: lost orders, broken invariants. */
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Bench())
                .setExecutionExceptionHandler((problem, commandLine, _) -> {
                    if (!(problem instanceof IllegalArgumentException)) {
                        throw problem;
                    }
                    commandLine.getErr().println(problem.getMessage());
                    return 1;
                })
                .execute(arguments));
    }
}
