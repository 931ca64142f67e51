package dev.workerkit.benchmarks;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

/** Who may know whom, inside this module. */
class ArchitectureTest {

    /** Without what JMH generates. */
    private static final JavaClasses BENCHMARKS =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .withImportOption(location -> !location.contains("/jmh_generated/"))
                    .importPackages("dev.workerkit.benchmarks");

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.workerkit.benchmarks.(*)..")
                .should()
                .beFreeOfCycles()
                .check(BENCHMARKS);
    }

    @Test
    void everyPackageIsNullMarked() {
        for (JavaPackage part :
                BENCHMARKS.getPackage("dev.workerkit.benchmarks").getSubpackages()) {
            assertThat(part.getPackageInfo().isAnnotatedWith(NullMarked.class))
                    .as(part.getName())
                    .isTrue();
        }
    }
}
