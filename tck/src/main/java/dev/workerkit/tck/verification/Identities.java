package dev.workerkit.tck.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.workerkit.BootstrapProfile;
import dev.workerkit.Capability;
import dev.workerkit.ProcessIdentity;
import dev.workerkit.RuntimeOptions;
import dev.workerkit.SpecException;
import dev.workerkit.tck.OwnJvm;
import dev.workerkit.tck.Requirement;
import dev.workerkit.tck.fixture.IdentityMain;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Workers that run as another user than their master. */
class Identities {

    private static final Duration A_FEW_STARTS = Duration.ofMinutes(1);
    private static final int USER = 4711;
    private static final int GROUP = 4712;
    private static final int FURTHER = 4713;

    @RegisterExtension final Stage stage = new Stage();

    private boolean isRoot() throws IOException {
        return Integer.valueOf(0).equals(Files.getAttribute(stage.folder(), "unix:uid"));
    }

    @Test
    @Requirement("WRK-BOOT-007")
    void aWorkerIsTheUserThatItsProfileSays() throws IOException {
        Stage.assumeCan(Capability.HOST_PROCESSES);
        Stage.assumeCan(Capability.CHANNEL);
        assumeThat(isRoot()).as("the TCK is run by root, who alone can switch").isTrue();
        Path open = stage.folder();
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));

        List<String> said = run(readableClassPath(open), open);

        String identity =
                "Uid: %1$d %1$d %1$d %1$d; Gid: %2$d %2$d %2$d %2$d; Groups: %3$d"
                        .formatted(USER, GROUP, FURTHER);
        for (String worker : List.of("first", "second", "durable")) {
            assertThat(said)
                    .contains(
                            worker + " is " + identity,
                            worker + " returns 80",
                            worker + " is open to []");
        }
        assertThat(said).last().isEqualTo(IdentityMain.DONE);
    }

    /** Copies, as what the master can read the worker need not be able to. */
    private static String readableClassPath(Path folder) throws IOException {
        Path copies = Files.createDirectory(folder.resolve("class-path"));
        List<String> entries = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path original = Path.of(entry);
            if (Files.exists(original)) {
                Path copy = copies.resolve(entries.size() + "-" + original.getFileName());
                copy(original, copy);
                entries.add(copy.toString());
            }
        }
        return String.join(File.pathSeparator, entries);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path each : all.toList()) {
                Path copy = to.resolve(from.relativize(each).toString());
                Files.copy(each, each.equals(from) ? to : copy);
                boolean folder = Files.isDirectory(each);
                Files.setPosixFilePermissions(
                        each.equals(from) ? to : copy,
                        PosixFilePermissions.fromString(folder ? "rwxr-xr-x" : "rw-r--r--"));
            }
        }
    }

    private List<String> run(String classPath, Path folder) throws IOException {
        ProcessBuilder jvm =
                OwnJvm.builder(
                        folder,
                        List.of(),
                        IdentityMain.class,
                        Stage.session().runtimeName(),
                        String.valueOf(USER),
                        String.valueOf(GROUP),
                        String.valueOf(FURTHER),
                        folder.toString());
        int at = jvm.command().indexOf("-cp");
        jvm.command().set(at + 1, classPath);
        Process master = OwnJvm.start(jvm);
        try {
            return Stage.session()
                    .await(
                            "the master ends",
                            A_FEW_STARTS,
                            CompletableFuture.supplyAsync(
                                    () ->
                                            master.inputReader(StandardCharsets.UTF_8)
                                                    .lines()
                                                    .toList()));
        } finally {
            master.destroyForcibly();
        }
    }

    @Test
    @Requirement("WRK-BOOT-008")
    void anIdentityThatCantBeSwitchedToIsRefused() throws IOException {
        Path hidden = Files.createDirectory(stage.folder().resolve("hidden"));
        Files.setPosixFilePermissions(hidden, PosixFilePermissions.fromString("rwx------"));
        Path unreadable = Files.createFile(hidden.resolve("classes.jar"));
        Files.setPosixFilePermissions(unreadable, PosixFilePermissions.fromString("rw-------"));
        BootstrapProfile profile =
                BootstrapProfile.defaults()
                        .withIdentity(ProcessIdentity.of(USER, GROUP))
                        .withClassPath(List.of(unreadable));

        assertThatThrownBy(
                        () ->
                                Stage.session()
                                        .open(RuntimeOptions.defaults().withBootstrap(profile)))
                .isInstanceOfSatisfying(
                        SpecException.class,
                        e -> assertThat(e.field()).isEqualTo("bootstrap.identity"))
                .hasMessageContaining(isRoot() ? unreadable.toString() : "root");
    }
}
