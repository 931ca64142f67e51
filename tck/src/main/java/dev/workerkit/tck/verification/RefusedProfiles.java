package dev.workerkit.tck.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.BootstrapProfile;
import dev.workerkit.BootstrapStage;
import dev.workerkit.Capability;
import dev.workerkit.RuntimeOptions;
import dev.workerkit.SpecException;
import dev.workerkit.tck.Requirement;
import dev.workerkit.tck.fixture.BootstrapHooks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Profiles that name what is missing or can't be used. */
class RefusedProfiles {

    private static final BootstrapProfile DEFAULTS = BootstrapProfile.defaults();

    @RegisterExtension final Stage stage = new Stage();

    @Test
    @Requirement("WRK-BOOT-006")
    void aHookThatIsNoneIsRefused() {
        for (BootstrapStage each : BootstrapStage.values()) {
            refused("bootstrap.hooks", "no.such.Hook", DEFAULTS.withHook(each, "no.such.Hook"));
            refused(
                    "bootstrap.hooks",
                    "BootstrapHook",
                    DEFAULTS.withHook(each, BootstrapHooks.Other.class));
            refused(
                    "bootstrap.hooks",
                    "public constructor",
                    DEFAULTS.withHook(each, BootstrapHooks.Closed.class));
        }
    }

    @Test
    @Requirement("WRK-BOOT-006")
    void aClassPathThatIsNotThereIsRefused() {
        Path nowhere = stage.folder().resolve("nowhere");
        refused(
                "bootstrap.classPath",
                nowhere.toString(),
                DEFAULTS.withClassPath(List.of(nowhere)));
        refused("bootstrap.javaHome", nowhere.toString(), DEFAULTS.withJavaHome(nowhere));
    }

    @Test
    @Requirement("WRK-BOOT-006")
    void anArchiveThatIsNotThereIsRefused() throws IOException {
        Path nowhere = stage.folder().resolve("nowhere");
        refused(
                "bootstrap.classDataArchiveFile",
                nowhere.toString(),
                DEFAULTS.withClassDataArchiveFile(nowhere));
        Path text = Files.writeString(stage.folder().resolve("text"), "no archive at all");
        refused(
                "bootstrap.classDataArchiveFile",
                "no class-data archive",
                DEFAULTS.withClassDataArchiveFile(text));
    }

    @Test
    @Requirement("WRK-BOOT-006")
    void aWrapperThatIsNotThereIsRefused() {
        Stage.assumeCan(Capability.HOST_PROCESSES);
        refused(
                "bootstrap.wrapper",
                "no-such-command-4711",
                DEFAULTS.withWrapper("no-such-command-4711"));
    }

    private static void refused(String field, String found, BootstrapProfile profile) {
        assertThatThrownBy(
                        () ->
                                Stage.session()
                                        .open(RuntimeOptions.defaults().withBootstrap(profile)))
                .isInstanceOfSatisfying(
                        SpecException.class, e -> assertThat(e.field()).isEqualTo(field))
                .hasMessageContaining(found);
    }
}
