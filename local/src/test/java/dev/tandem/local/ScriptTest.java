package dev.tandem.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The script finds a JDK without starting one: these are made of a file called release and two empty programs. */
class ScriptTest {

    private static final Path SCRIPT = Path.of("../tandem").toAbsolutePath().normalize();

    @TempDir
    private Path machine = Path.of("");

    private final Map<String, String> environment = new HashMap<>();

    /** Nothing of the machine that runs this test shall be found: only the tools that the script itself needs. */
    @BeforeEach
    void anEmptyMachine() throws IOException {
        var tools = Files.createDirectories(machine.resolve("tools"));
        for (var tool : List.of("dirname", "readlink")) {
            Files.createSymbolicLink(tools.resolve(tool), Path.of("/usr/bin", tool));
        }
        environment.put("PATH", tools.toString());
        environment.put("HOME", machine.resolve("home").toString());
        environment.put("TANDEM_JDK_ROOT", machine.toString());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "usr/lib/jvm/temurin-25",
                "opt/jdk-25",
                "opt/java/openjdk",
                "home/.sdkman/candidates/java/25-tem",
                "home/.asdf/installs/java/temurin-25",
                "home/.local/share/mise/installs/java/25",
                "home/.jdks/temurin-25",
                "Library/Java/JavaVirtualMachines/temurin-25.jdk/Contents/Home"
            })
    void findsAJdkInTheUsualFolder(String folder) throws Exception {
        var jdk = jdk(folder, "25.0.1");

        assertThat(javaHome()).isEqualTo(new Answer(0, jdk.toString()));
    }

    @Test
    void takesJavaHomeBeforeAnyFolder() throws Exception {
        jdk("usr/lib/jvm/temurin-25", "25");
        var chosen = jdk("elsewhere/jdk", "26-ea");
        environment.put("JAVA_HOME", chosen.toString());

        assertThat(javaHome()).isEqualTo(new Answer(0, chosen.toString()));
    }

    @Test
    void skipsABrokenJavaHome() throws Exception {
        var jdk = jdk("usr/lib/jvm/temurin-25", "25.0.3");
        environment.put("JAVA_HOME", machine.resolve("no/such/folder").toString());

        assertThat(javaHome()).isEqualTo(new Answer(0, jdk.toString()));
    }

    @Test
    void skipsWhatIsTooOldOrNoJdk() throws Exception {
        jdk("usr/lib/jvm/java-17", "17.0.15");
        jdk("usr/lib/jvm/java-8", "1.8.0_452");
        Files.delete(jdk("usr/lib/jvm/jre-25", "25").resolve("bin/javac"));
        var jdk = jdk("usr/lib/jvm/jdk-25", "25");

        assertThat(javaHome()).isEqualTo(new Answer(0, jdk.toString()));
    }

    @Test
    void followsTheLinksOfTheCompilerOnThePath() throws Exception {
        var jdk = jdk("somewhere/odd", "25");
        var alternative = machine.resolve("javac-alternative");
        Files.createSymbolicLink(alternative, jdk.resolve("bin/javac"));
        Files.createSymbolicLink(machine.resolve("tools/javac"), Path.of("../javac-alternative"));

        assertThat(javaHome()).isEqualTo(new Answer(0, jdk.toRealPath().toString()));
    }

    @Test
    void saysWhereItLookedWhenThereIsNone() throws Exception {
        jdk("usr/lib/jvm/java-17", "17.0.15");

        var answer = javaHome();

        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.text()).contains("needs a JDK 25 or newer", "JAVA_HOME", "SDKMAN", "adoptium.net");
    }

    @Test
    void insistsOnTheJdkThatWasAskedFor() throws Exception {
        jdk("usr/lib/jvm/temurin-25", "25");
        environment.put("TANDEM_JAVA_HOME", jdk("old", "21.0.2").toString());

        var answer = javaHome();

        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.text()).contains("TANDEM_JAVA_HOME is", "no JDK 25 or newer");
    }

    @Test
    void helpNamesEveryCommandAndNeedsNoJdk() throws Exception {
        environment.put("PATH", "/usr/bin:/bin");

        var answer = run("--help");

        assertThat(answer.status()).isZero();
        assertThat(answer.text()).contains(Tandem.commandNames());
    }

    private Path jdk(String folder, String version) throws IOException {
        var home = machine.resolve(folder);
        Files.createDirectories(home.resolve("bin"));
        for (var program : List.of("java", "javac")) {
            var executable = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.createFile(home.resolve("bin").resolve(program), executable);
        }
        Files.writeString(
                home.resolve("release"),
                "IMPLEMENTOR=\"Somebody\"\nJAVA_VERSION=\"" + version + "\"\nOS_NAME=\"Any\"\n");
        return home;
    }

    private Answer javaHome() throws Exception {
        return run("java-home");
    }

    private Answer run(String command) throws Exception {
        var builder = new ProcessBuilder("/bin/sh", SCRIPT.toString(), command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        var process = builder.start();
        var text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Answer(process.waitFor(), text.strip());
    }

    private record Answer(int status, String text) {}
}
