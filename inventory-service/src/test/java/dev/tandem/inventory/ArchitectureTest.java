package dev.tandem.inventory;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import dev.tandem.testsupport.ArchitectureRules;

@AnalyzeClasses(packages = "dev.tandem.inventory", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchTests rules = ArchTests.in(ArchitectureRules.class);

    /** What to do is decided without a framework and without a clock; a test of it takes a millisecond. */
    @ArchTest
    static final ArchRule decisionsArePure = noClasses()
            .that()
            .haveNameMatching(
                    ".*\\.(Decision|Sourcing|Reservation|ReservationStatus|Stock|StockLevel|StockKey)(\\$.*)?")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework..", "java.sql..", "javax.sql..");
}
