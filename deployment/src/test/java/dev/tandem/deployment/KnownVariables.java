package dev.tandem.deployment;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.core.io.UrlResource;

/** Environment variables that mean something to an application, because it has a property of that name. */
final class KnownVariables {

    private static final String METADATA = "META-INF/spring-configuration-metadata.json";
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([A-Za-z._-]+)");

    /** Those that the JVM itself reads. */
    private static final Set<String> OF_THE_JVM = Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS");

    private final Set<String> names = new HashSet<>(OF_THE_JVM);
    private final Set<String> beginnings = new HashSet<>();

    private KnownVariables() {}

    /** What the configuration metadata of Spring Boot and of our own libraries tell, and what the application's files use. */
    static KnownVariables of(Application application) {
        var known = new KnownVariables();
        known.addMetadata();
        application.properties().forEach((name, value) -> {
            known.add(name);
            PLACEHOLDER.matcher(value).results().forEach(it -> known.add(it.group(1)));
        });
        return known;
    }

    boolean contain(String variable) {
        return names.contains(variable)
                || beginnings.stream().anyMatch(it -> variable.startsWith(it) && variable.length() > it.length());
    }

    private void addMetadata() {
        try {
            var json = new ObjectMapper();
            var files =
                    KnownVariables.class.getClassLoader().getResources(METADATA).asIterator();
            while (files.hasNext()) {
                var file = new UrlResource(files.next());
                for (var property : json.readTree(file.getInputStream()).path("properties")) {
                    var name = property.path("name").asText();
                    add(name);
                    if (property.path("type").asText().startsWith("java.util.Map")) {
                        beginnings.addAll(variables(name + "."));
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(String property) {
        names.addAll(variables(property));
    }

    /** Spring Boot's own form, which drops dashes, and the older one, which it also binds. */
    private static Set<String> variables(String property) {
        var upper = property.toUpperCase(Locale.ROOT).replace('.', '_');
        return new HashSet<>(List.of(upper.replace("-", ""), upper.replace('-', '_')));
    }
}
