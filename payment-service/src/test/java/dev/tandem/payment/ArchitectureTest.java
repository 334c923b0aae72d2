package dev.tandem.payment;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import dev.tandem.testsupport.ArchitectureRules;

@AnalyzeClasses(packages = "dev.tandem.payment", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchTests RULES = ArchTests.in(ArchitectureRules.class);

    /** Or it would be no proof of anything that it agrees with our books. */
    @ArchTest
    static final ArchRule NOBODY_KNOWS_THE_SIMULATOR = noClasses()
            .that()
            .resideOutsideOfPackage("..simulator..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("..simulator..");

    @ArchTest
    static final ArchRule THE_SIMULATOR_KNOWS_NOBODY = noClasses()
            .that()
            .resideInAPackage("..simulator..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("dev.tandem.payment", "..gateway..", "..ledger..");
}
