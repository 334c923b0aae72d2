package dev.tandem.scenarios;

import dev.tandem.local.compose.ComposePlatform;
import dev.tandem.local.platform.Extra;
import dev.tandem.local.platform.Platform;
import dev.tandem.local.platform.RunningPlatform;
import dev.tandem.local.platform.Settings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The command line of the stories. To read on: {@link Story}, {@link Stage}, and any story in
 * {@code dev.tandem.scenarios.saga}.
 */
@Command(
        name = "scenario",
        description = "Plays stories on the running platform.",
        subcommands = {Scenarios.ListThem.class, Scenarios.Run.class, HelpCommand.class},
        mixinStandardHelpOptions = true)
public final class Scenarios {

    private Scenarios() {}

    /** Ends with 1 if a story came out otherwise than told. */
    public static void main(String[] arguments) {
        System.exit(run(arguments));
    }

    static int run(String... arguments) {
        return new CommandLine(new Scenarios())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((problem, commandLine, _) -> {
                    if (!(problem instanceof IllegalArgumentException)) {
                        throw problem;
                    }
                    commandLine.getErr().println(problem.getMessage());
                    return 1;
                })
                .execute(arguments);
    }

    /** {@code list}. */
    @Command(name = "list", description = "Names all stories, with a sentence each.", mixinStandardHelpOptions = true)
    static final class ListThem implements Callable<Integer> {

        @Override
        public Integer call() {
            Stories.ALL.forEach(story -> System.out.printf("%-28s %s%n", story.name(), story.about()));
            return 0;
        }
    }

    /** {@code run}. */
    @Command(name = "run", description = "Plays stories, one after the other.", mixinStandardHelpOptions = true)
    static final class Run implements Callable<Integer> {

        @Parameters(arity = "1..*", paramLabel = "NAME", description = "A story's name; globs like 'saga-*' work.")
        private List<String> names = List.of();

        @Option(
                names = "--orders",
                paramLabel = "N",
                defaultValue = "200",
                description = "Orders in flight when something crashes under load; ${DEFAULT-VALUE} by default.")
        private int orders;

        @Option(
                names = "--outage",
                paramLabel = "DURATION",
                defaultValue = "PT15S",
                description = "How long Kafka stays away, such as PT2M; ${DEFAULT-VALUE} by default.")
        private Duration outage = Options.DEFAULT.outage();

        @Option(
                names = "--seed",
                paramLabel = "N",
                defaultValue = "1",
                description = "Where generated stories begin; ${DEFAULT-VALUE} by default.")
        private long seed;

        @Option(
                names = "--count",
                paramLabel = "N",
                defaultValue = "2",
                description = "How many seeds generated stories play; ${DEFAULT-VALUE} by default.")
        private int count;

        @Option(
                names = "--target",
                paramLabel = "local|compose",
                defaultValue = "local",
                description = "What they play on: the processes of ./tandem up, or the containers of docker compose up;"
                        + " ${DEFAULT-VALUE} by default.")
        private Target target = Target.LOCAL;

        @Override
        public Integer call() {
            var settings = Settings.fromEnvironment();
            return switch (target) {
                case LOCAL -> playOn(Platform.of(settings));
                case COMPOSE -> {
                    try (var platform = ComposePlatform.open(settings.project(), Map.of())) {
                        yield playOn(platform);
                    }
                }
            };
        }

        private int playOn(RunningPlatform platform) {
            var theatre = new Theatre(platform, new Options(orders, outage, seed, count), System.out);
            var failed = new ArrayList<String>();
            for (var story : Stories.named(names)) {
                var missing = theatre.missing(story);
                if (!missing.isEmpty()) {
                    System.out.printf(
                            "%s: skipped, it needs servers that do not run: %s%n", story.name(), target.start(missing));
                } else if (!theatre.plays(story)) {
                    failed.add(story.name());
                }
            }
            if (!failed.isEmpty()) {
                System.out.println("FAILED: " + String.join(", ", failed));
            }
            return failed.isEmpty() ? 0 : 1;
        }
    }

    /** What stories play on. */
    private enum Target {
        LOCAL {
            @Override
            String start(Set<Extra> extras) {
                return "./tandem up --with " + String.join(",", ids(extras));
            }
        },
        COMPOSE {
            @Override
            String start(Set<Extra> extras) {
                return "docker compose --profile " + String.join(" --profile ", ids(extras)) + " up --wait";
            }
        };

        /** The command that adds servers to it. */
        abstract String start(Set<Extra> extras);

        private static List<String> ids(Set<Extra> extras) {
            return extras.stream().map(Extra::id).toList();
        }
    }
}
