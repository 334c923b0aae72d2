package dev.tandem.local;

import dev.tandem.local.platform.Platform;
import dev.tandem.local.platform.Settings;
import dev.tandem.local.platform.StartFailed;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line behind the script {@code tandem}. To read on: {@link Up}, {@link Platform}. */
@Command(
        name = "tandem",
        description = "Starts the platform on this machine, and breaks it on purpose.",
        subcommands = {
            Up.class,
            Down.class,
            Status.class,
            Logs.class,
            Kill.class,
            Start.class,
            Stop.class,
            Pause.class,
            Resume.class,
            PlaceOrder.class,
            Verify.class,
            Reset.class
        },
        mixinStandardHelpOptions = true,
        version = "tandem 0.1.0")
public final class Tandem {

    private Tandem() {}

    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        return commandLine().execute(arguments);
    }

    static Set<String> commandNames() {
        return commandLine().getSubcommands().keySet();
    }

    private static CommandLine commandLine() {
        // What follows 'scenario' is for the stories to understand.
        var scenario = new CommandLine(new Scenario()).setUnmatchedOptionsArePositionalParams(true);
        return new CommandLine(new Tandem()).addSubcommand(scenario).setExecutionExceptionHandler(Tandem::tell);
    }

    static Platform platform() {
        return Platform.of(Settings.fromEnvironment());
    }

    /** What is the user's to mend is a sentence; a stack trace is for what is ours. */
    private static int tell(Exception problem, CommandLine commandLine, CommandLine.ParseResult ignored) {
        switch (problem) {
            case StartFailed _, IllegalArgumentException _ ->
                commandLine.getErr().println(problem.getMessage());
            default -> problem.printStackTrace(commandLine.getErr());
        }
        return 1;
    }
}
