package dev.workerkit.tck;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The TCK knows the API and no implementation. */
class ArchitectureTest {

    private static final JavaClasses TCK =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("dev.workerkit.tck");

    @Test
    void dependsOnTheApiAndItsToolsAlone() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.workerkit.tck..",
                        "dev.workerkit",
                        "dev.workerkit.spi",
                        "dev.workerkit.worker",
                        "java..",
                        "javax.crypto..",
                        "org.jspecify.annotations",
                        "org.junit..",
                        "org.opentest4j..",
                        "net.jqwik.api..",
                        "org.assertj..",
                        "com.fasterxml.jackson..",
                        "japicmp..",
                        "javassist",
                        "picocli")
                .check(TCK);
    }

    @Test
    void itsPackagesHaveNoCycles() {
        slices().matching("dev.workerkit.(**)").should().beFreeOfCycles().check(TCK);
    }

    @Test
    void everyPackageIsNullMarked() {
        for (JavaPackage part : TCK.getPackage("dev.workerkit.tck").getSubpackagesInTree()) {
            assertThat(part.getPackageInfo().isAnnotatedWith(NullMarked.class))
                    .as(part.getName())
                    .isTrue();
        }
    }
}
