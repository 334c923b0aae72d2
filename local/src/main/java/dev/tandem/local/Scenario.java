package dev.tandem.local;

import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code tandem scenario}: handed to the stories' own main class, which the script has put on the class path. */
@Command(
        name = "scenario",
        description = "Runs stories against the running platform: 'scenario list', 'scenario run NAME...'.")
final class Scenario implements Callable<Integer> {

    private static final String MAIN_CLASS = "dev.tandem.scenarios.Scenarios";

    @Parameters(paramLabel = "ARGUMENT", description = "list, or run with names; globs like 'saga-*' work.")
    private List<String> arguments = List.of();

    @Override
    public Integer call() throws Exception {
        try {
            var main = Class.forName(MAIN_CLASS).getMethod("main", String[].class);
            main.invoke(null, (Object) arguments.toArray(String[]::new));
            return 0;
        } catch (InvocationTargetException e) {
            throw e.getCause() instanceof Exception failed ? failed : e;
        }
    }
}
