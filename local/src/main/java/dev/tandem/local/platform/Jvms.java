package dev.tandem.local.platform;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Prepares the JVMs of the broker and of each service, from what was built last. */
final class Jvms {

    /** Where a copy of the launcher finds what the original runs from. */
    static final String LAUNCHER_CLASS_PATH = "tandem.launcher.classpath";

    private static final String BROKER_MODULE = "local/broker";
    private static final String ZOOKEEPER_MODULE = "local/zookeeper";
    private static final String SERVICES_MODULE = "local/services";
    private static final String HEAP = "256m";
    private static final String LARGER_HEAP = "512m";

    private final Settings settings;
    private final Home home;
    private final boolean fullJit;
    private final boolean faults;

    Jvms(Settings settings, Home home, boolean fullJit, boolean faults) {
        this.settings = settings;
        this.home = home;
        this.fullJit = fullJit;
        this.faults = faults;
    }

    Jvm broker() {
        return broker(brokerCache().use());
    }

    Jvm brokerInTraining() {
        return broker(brokerCache().train());
    }

    /** Rarely started, and quick enough without a cache. */
    Jvm zooKeeper() {
        return new Jvm(Platform.ZOOKEEPER, home, classPath(ZOOKEEPER_MODULE), HEAP, fullJit, List.of(), List.of());
    }

    /** All libraries of all services, because the cache is theirs together, but of the services only this one. */
    Jvm service(Replica replica) {
        var classPath = services().withoutOwn(jar -> isOtherService(jar, replica.service()));
        var heap = fullJit ? LARGER_HEAP : HEAP;
        return new Jvm(
                replica.name(), home, classPath, heap, fullJit, servicesCache().use(), serviceOptions());
    }

    private List<String> serviceOptions() {
        var options = Stream.of("-Dtandem.faults.enabled=" + faults);
        return Stream.concat(options, settings.javaOptions().stream()).toList();
    }

    /** One JVM for all services, whose own classes it shall load in a way that leaves no trace in the cache. */
    Jvm allServicesInTraining() {
        var ownJars = new ClassPath(List.of(), services().own()).asOption();
        return new Jvm(
                "all-services",
                home,
                services().librariesOnly(),
                LARGER_HEAP,
                false,
                servicesCache().train(),
                List.of("-Dtandem.own.jars=" + ownJars));
    }

    AotCache brokerCache() {
        var classPath = classPath(BROKER_MODULE);
        var jars = Stream.concat(classPath.libraries().stream(), classPath.own().stream());
        return AotCache.of("broker", jars.toList(), home.cache());
    }

    AotCache servicesCache() {
        return AotCache.of("services", services().libraries(), home.cache());
    }

    /** The one that this very process could start from. */
    AotCache launcherCache() {
        return AotCache.of("launcher", launcherJars(), home.cache());
    }

    /** The same classes, where the next build does not replace them while they are in use. */
    ClassPath copiedLauncher() {
        return ClassPath.of(launcherJars(), settings.project()).copiedTo(home.cache());
    }

    private static List<Path> launcherJars() {
        return Arrays.stream(launcherClassPath().split(":", -1)).map(Path::of).toList();
    }

    static String launcherClassPath() {
        return System.getProperty(LAUNCHER_CLASS_PATH, System.getProperty("java.class.path"));
    }

    private Jvm broker(List<String> cacheOptions) {
        return new Jvm(Platform.KAFKA, home, classPath(BROKER_MODULE), HEAP, fullJit, cacheOptions, List.of());
    }

    /** Of a server that is a module of its own. */
    private ClassPath classPath(String name) {
        var module = settings.project().resolve(name);
        return ClassPath.ofModule(module, settings.project())
                .plusOwn(ClassPath.jarOf(module))
                .copiedTo(home.cache());
    }

    private ClassPath services() {
        var module = settings.project().resolve(SERVICES_MODULE);
        var starter = new ClassPath(List.of(), List.of(ClassPath.jarOf(module))).copiedTo(home.cache());
        return ClassPath.ofModule(module, settings.project())
                .copiedTo(home.cache())
                .startingWith(starter);
    }

    private static boolean isOtherService(Path jar, Service service) {
        var name = jar.getFileName().toString();
        return Arrays.stream(Service.values()).anyMatch(other -> other != service && name.startsWith(other.id() + "-"));
    }
}
