package dev.tandem.local.platform;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What distinguishes one platform on this machine from another.
 *
 * @param project the folder of the sources and what was built from them
 * @param home where data, logs and pid files live
 * @param ports where the parts listen
 * @param fullJit whether both compilers run: slower to start, several times quicker afterwards
 * @param training whether a first start trains the caches that make later ones quick
 * @param faults whether services can be made to fail on purpose: on, because this is a laboratory on loopback
 * @param extras servers beside those that the shop needs
 * @param javaOptions more options for each service's JVM
 */
public record Settings(
        Path project,
        Path home,
        Ports ports,
        boolean fullJit,
        boolean training,
        boolean faults,
        Set<Extra> extras,
        List<String> javaOptions) {

    /** As the script {@code tandem} and the variables that start with TANDEM_ say. */
    public static Settings fromEnvironment() {
        return of(System.getenv());
    }

    static Settings of(Map<String, String> environment) {
        var project = Path.of(environment.getOrDefault("TANDEM_PROJECT", ".")).toAbsolutePath();
        var home = project.resolve(environment.getOrDefault("TANDEM_HOME", ".tandem"));
        var options = environment.getOrDefault("TANDEM_JAVA_OPTIONS", "").strip();
        return new Settings(
                project.normalize(),
                home.normalize(),
                Ports.of(environment),
                false,
                !environment.getOrDefault("TANDEM_TRAINING", "on").equals("off"),
                true,
                Set.of(),
                options.isEmpty() ? List.of() : Arrays.asList(options.split("\\s+", -1)));
    }

    public Settings withHome(Path home) {
        return new Settings(project, home.toAbsolutePath(), ports, fullJit, training, faults, extras, javaOptions);
    }

    public Settings withPorts(Ports ports) {
        return new Settings(project, home, ports, fullJit, training, faults, extras, javaOptions);
    }

    public Settings withFullJit(boolean fullJit) {
        return new Settings(project, home, ports, fullJit, training, faults, extras, javaOptions);
    }

    public Settings withTraining(boolean training) {
        return new Settings(project, home, ports, fullJit, training, faults, extras, javaOptions);
    }

    public Settings withFaults(boolean faults) {
        return new Settings(project, home, ports, fullJit, training, faults, extras, javaOptions);
    }

    public Settings withExtras(Set<Extra> extras) {
        return new Settings(project, home, ports, fullJit, training, faults, extras, javaOptions);
    }
}
