package dev.tandem.local.platform;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** Prepares the JVM of the broker and of each service, from what was built last. */
final class Jvms {

    private static final String BROKER_MODULE = "local/broker";
    private static final String SERVICES_MODULE = "local/services";

    private final Settings settings;
    private final Home home;
    private final boolean fullJit;

    Jvms(Settings settings, Home home, boolean fullJit) {
        this.settings = settings;
        this.home = home;
        this.fullJit = fullJit;
    }

    Jvm broker() {
        var module = settings.project().resolve(BROKER_MODULE);
        var classPath = ClassPath.ofModule(module, settings.project())
                .plusOwn(BuiltJar.of(module))
                .copiedTo(home.cache());
        return new Jvm(Platform.KAFKA, home, classPath, "256m", brokerCache(classPath), fullJit, List.of());
    }

    /** All libraries of all services, because the cache is theirs together, but of the services only this one. */
    Jvm service(Service service) {
        var classPath = ClassPath.ofModule(settings.project().resolve(SERVICES_MODULE), settings.project())
                .withoutOwn(jar -> isOtherService(jar, service))
                .copiedTo(home.cache());
        var heap = fullJit ? "512m" : "256m";
        return new Jvm(service.id(), home, classPath, heap, servicesCache(classPath), fullJit, settings.javaOptions());
    }

    private static boolean isOtherService(Path jar, Service service) {
        var name = jar.getFileName().toString();
        return Arrays.stream(Service.values()).anyMatch(other -> other != service && name.startsWith(other.id() + "-"));
    }

    private Path brokerCache(ClassPath classPath) {
        return cache("broker", classPath);
    }

    private Path servicesCache(ClassPath classPath) {
        return cache("services", classPath);
    }

    private Path cache(String name, ClassPath classPath) {
        var fingerprint = Fingerprint.ofPlaces(classPath.libraries(), Runtime.version() + " " + Jvm.program());
        return home.cache().resolve("aot").resolve(name + "-" + fingerprint + ".aot");
    }
}
