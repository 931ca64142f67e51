package dev.workerkit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** The API stands on the JDK and JSpecify alone. */
class ArchitectureTest {

    private static final JavaClasses API =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .importPackages("dev.workerkit");

    @Test
    void dependsOnTheJdkAndJSpecifyAlone() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("dev.workerkit..", "java..", "org.jspecify.annotations")
                .check(API);
    }

    @Test
    void whatRunsInsideAWorkerIsUnknownToTheMastersContracts() {
        noClasses()
                .that()
                .resideInAnyPackage("dev.workerkit", "dev.workerkit.spi")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.workerkit.worker")
                .check(API);
    }

    @Test
    void everyPackageIsNullMarked() {
        for (JavaPackage part : API.getPackage("dev.workerkit").getSubpackagesInTree()) {
            assertThat(part.getPackageInfo().isAnnotatedWith(NullMarked.class))
                    .as(part.getName())
                    .isTrue();
        }
    }
}
