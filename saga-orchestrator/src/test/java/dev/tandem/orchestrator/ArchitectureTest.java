package dev.tandem.orchestrator;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.junit.ArchTests;
import com.tngtech.archunit.lang.ArchRule;
import dev.tandem.testsupport.ArchitectureRules;

@AnalyzeClasses(packages = "dev.tandem.orchestrator", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchTests rules = ArchTests.in(ArchitectureRules.class);

    /** What a saga is and what it does next can be read, and tested, without Spring and without a database. */
    @ArchTest
    static final ArchRule theMachineIsPure = ArchitectureRules.decisionsArePure("..definition..", "..machine..");
}
