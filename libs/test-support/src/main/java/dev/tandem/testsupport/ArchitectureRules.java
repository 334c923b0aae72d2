package dev.tandem.testsupport;

import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import com.tngtech.archunit.library.GeneralCodingRules;
import java.util.List;

/**
 * What every module keeps to. A module's own test says so in four lines:
 *
 * <pre>{@code
 * @AnalyzeClasses(packages = "dev.tandem.payment", importOptions = ImportOption.DoNotIncludeTests.class)
 * class ArchitectureTest {
 *     @ArchTest
 *     static final ArchTests rules = ArchTests.in(ArchitectureRules.class);
 * }
 * }</pre>
 */
public final class ArchitectureRules {

    private static final List<String> SERVICES =
            List.of("order", "payment", "inventory", "shipping", "orchestrator", "lock", "eventstore");

    /** Packages that depend on each other are one package with two names. */
    @ArchTest
    public static final ArchRule packagesAreFreeOfCycles =
            slices().matching("dev.tandem.(**)").should().beFreeOfCycles().allowEmptyShould(true);

    /** A service talks to another over HTTP or Kafka, never through its classes. */
    @ArchTest
    public static final ArchRule servicesKeepApart = servicesKeepApart();

    /** Who takes part in a choreography knows others by their events, and commands nobody but its own service. */
    @ArchTest
    public static final ArchRule dancersGiveNoCommands = dancersGiveNoCommands();

    /** A library that knows a service is not a library. */
    @ArchTest
    public static final ArchRule librariesKnowNoService = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.tandem.contracts..", "dev.tandem.messaging..", "dev.tandem.defaults..", "dev.tandem.locks..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    SERVICES.stream().map(ArchitectureRules::packageOf).toArray(String[]::new))
            .allowEmptyShould(true);

    /** An engine answers the same whether HTTP, Kafka or a timer asked. */
    @ArchTest
    public static final ArchRule enginesKnowNoWeb = noClasses()
            .that()
            .resideInAnyPackage("..engine..", "..messaging..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework.web..", "jakarta.servlet..")
            .allowEmptyShould(true);

    /** Decisions live in packages named {@code domain}; see {@link #decisionsArePure} for other names. */
    @ArchTest
    public static final ArchRule domainIsPure = decisionsArePure("..domain..");

    /** Time comes from an injected {@link java.time.Clock}, or no test can set it. */
    @ArchTest
    public static final ArchRule timeComesFromAClock = noClasses()
            .should()
            .accessTargetWhere(
                    target(DescribedPredicate.describe("reads the wall clock", ArchitectureRules::isWallClock)))
            .because("time comes from an injected Clock")
            .allowEmptyShould(true);

    /** What a class needs is in its constructor. */
    @ArchTest
    public static final ArchRule nothingIsInjectedIntoFields =
            GeneralCodingRules.NO_CLASSES_SHOULD_USE_FIELD_INJECTION.allowEmptyShould(true);

    private ArchitectureRules() {}

    /** Decision types are plain Java: no Spring, no JDBC, so that a test of them takes a millisecond. */
    public static ArchRule decisionsArePure(String... packages) {
        return noClasses()
                .that()
                .resideInAnyPackage(packages)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.springframework..", "java.sql..", "javax.sql..")
                .allowEmptyShould(true);
    }

    private static ArchRule servicesKeepApart() {
        return CompositeArchRule.of(
                SERVICES.stream().map(ArchitectureRules::keepsApart).toList());
    }

    private static ArchRule dancersGiveNoCommands() {
        return CompositeArchRule.of(
                SERVICES.stream().map(ArchitectureRules::givesNoCommands).toList());
    }

    private static ArchRule givesNoCommands(String service) {
        return noClasses()
                .that()
                .resideInAPackage("dev.tandem." + service + ".choreography..")
                .should()
                .dependOnClassesThat()
                .haveNameMatching(
                        "dev\\.tandem\\.contracts\\.(?!%s\\.)\\w+\\.\\w+(Command|Receipt)(\\$.*)?".formatted(service))
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching("dev\\.tandem\\.messaging\\.(Reply|ReplyTo|SagaStep)(\\$.*)?")
                .allowEmptyShould(true);
    }

    private static ArchRule keepsApart(String service) {
        var others = SERVICES.stream().filter(other -> !other.equals(service));
        return noClasses()
                .that()
                .resideInAPackage(packageOf(service))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others.map(ArchitectureRules::packageOf).toArray(String[]::new))
                .allowEmptyShould(true);
    }

    private static String packageOf(String service) {
        return "dev.tandem." + service + "..";
    }

    /** Calls and method references; {@code now(clock)} has a parameter and passes, {@code nanoTime} tells no time. */
    private static boolean isWallClock(AccessTarget target) {
        if (!(target instanceof AccessTarget.CodeUnitAccessTarget codeUnit)
                || !codeUnit.getRawParameterTypes().isEmpty()) {
            return false;
        }
        return switch (target.getOwner().getFullName()) {
            case "java.lang.System" -> target.getName().equals("currentTimeMillis");
            case "java.util.Date" -> target.getName().equals("<init>");
            default ->
                target.getName().equals("now")
                        && target.getOwner().getPackageName().equals("java.time");
        };
    }
}
