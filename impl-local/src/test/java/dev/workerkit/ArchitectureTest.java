package dev.workerkit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
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

    private static final String[] API = {
        "java..", "org.jspecify.annotations", "dev.workerkit", "dev.workerkit.worker"
    };

    private static final String[] PACKAGES = {
        "dev.workerkit.engine",
        "dev.workerkit.launch",
        "dev.workerkit.local",
        "dev.workerkit.os",
        "dev.workerkit.channel",
        "dev.workerkit.channel.queue",
        "dev.workerkit.control",
        "dev.workerkit.host",
        "dev.workerkit.json",
        "dev.workerkit.killswitch",
        "dev.workerkit.log",
        "dev.workerkit.pool",
        "dev.workerkit.remote",
        "dev.workerkit.shared",
        "dev.workerkit.sharing",
        "dev.workerkit.spare",
        "dev.workerkit.profile",
        "dev.workerkit.server",
        "dev.workerkit.wire",
        "dev.workerkit.cli"
    };

    private static final JavaClasses LOCAL =
            new ClassFileImporter()
                    .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                    .withImportOption(location -> !location.contains("workerkit-tck"))
                    .withImportOption(location -> !location.contains("/tck/"))
                    .importPackages(PACKAGES);

    @Test
    void theEngineKnowsTheApiAloneAndDoesNoInputOrOutput() {
        classes()
                .that()
                .resideInAPackage("dev.workerkit.engine")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "java.lang..",
                        "java.time..",
                        "java.util..",
                        "java.security..",
                        "org.jspecify.annotations",
                        "dev.workerkit",
                        "dev.workerkit.engine")
                .check(LOCAL);
    }

    @Test
    void chronicleIsKnownToOnePackage() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.workerkit.channel.queue")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("net.openhft..")
                .check(LOCAL);
    }

    @Test
    void nativeCallsAreMadeByOnePackage() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.workerkit.os")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.sun.jna..")
                .check(LOCAL);
    }

    @Test
    void nobodyKnowsTheCommandLine() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.workerkit.cli")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.workerkit.cli", "picocli..")
                .check(LOCAL);
    }

    @Test
    void whatContainersShareDoesNotKnowProcesses() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.workerkit.local", "dev.workerkit.cli")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("dev.workerkit.local")
                .check(LOCAL);
    }

    @Test
    void theHostKnowsTheTwoPlanesAndNothingOfTheMaster() {
        classes()
                .that()
                .resideInAPackage("dev.workerkit.host")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        concat(
                                API,
                                "dev.workerkit.host",
                                "dev.workerkit.channel",
                                "dev.workerkit.control",
                                "dev.workerkit.json"))
                .check(LOCAL);
    }

    private static String[] concat(String[] first, String... more) {
        return java.util.stream.Stream.of(first, more)
                .flatMap(java.util.Arrays::stream)
                .toArray(String[]::new);
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.workerkit.(*)..").should().beFreeOfCycles().check(LOCAL);
    }

    @Test
    void everyPackageIsNullMarked() {
        for (String name : PACKAGES) {
            JavaPackage part = LOCAL.getPackage(name);
            assertThat(part.getPackageInfo().isAnnotatedWith(NullMarked.class))
                    .as(part.getName())
                    .isTrue();
        }
    }
}
