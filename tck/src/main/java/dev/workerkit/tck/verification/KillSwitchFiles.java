package dev.workerkit.tck.verification;

import static dev.workerkit.WorkerState.BACKOFF;
import static dev.workerkit.WorkerState.RUNNING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.workerkit.KillSwitch;
import dev.workerkit.KillSwitchException;
import dev.workerkit.RestartIntensity;
import dev.workerkit.RestartPolicy;
import dev.workerkit.SpecException;
import dev.workerkit.Worker;
import dev.workerkit.WorkerAddress;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.tck.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the kill switch's file says, and what becomes of it. */
class KillSwitchFiles {

    private static final List<String> SPELLINGS =
            List.of(
                    "unix:/run/x/y",
                    "unix:////run//x/./y",
                    "unix:///run/x/../x/y",
                    "unix:///run/x/y");

    private static final List<String> LOOPBACK =
            List.of(
                    "localhost",
                    "a.LOCALHOST.",
                    "127.0.0.1",
                    "127.1.2.3",
                    "[::1]",
                    "[::ffff:127.0.0.1]",
                    "0.0.0.0",
                    "[::]");

    private static final List<String> NO_ADDRESSES =
            List.of(
                    "",
                    "web",
                    "worker:",
                    "worker:no such name",
                    "worker",
                    "http://localhost:80",
                    "unix://host/run/x",
                    "tcp://localhost");

    private static final List<String> BROKEN =
            List.of(
                    "",
                    "{",
                    "null",
                    "[]",
                    "global",
                    "{\"global\": \"false\", \"addresses\": []}",
                    "{\"global\": 0}",
                    "{\"global\": null}",
                    "{\"global\": false, \"addresses\": \"worker:web\"}",
                    "{\"global\": false, \"addresses\": null}",
                    "{\"global\": false, \"addresses\": [\"worker:web\", 7]}",
                    "{\"global\": false, \"addresses\": [[]]}",
                    "{\"global\": false, \"addresses\": []} x",
                    "{\"global\": true, \"addresses\": [], \"global\": false}",
                    "{\"global\": false, \"addresses\": [\"worker:w\\u00",
                    "{\"note\": \"" + "x".repeat(2_000_000) + "\"}");

    @RegisterExtension final Stage stage = new Stage();

    private Switch file;
    private WorkerRuntime runtime;
    private KillSwitch killSwitch;

    @BeforeEach
    void open() {
        file = Switch.on(stage);
        runtime = file.open();
        killSwitch = runtime.killSwitch();
    }

    private boolean forbids(String name) {
        try {
            Worker worker = runtime.start(Workers.lasting().withName(name));
            Stage.await("the end", worker.kill());
            worker.remove();
            return false;
        } catch (KillSwitchException e) {
            return true;
        }
    }

    private JsonNode json() throws IOException {
        return new ObjectMapper().readTree(file.read());
    }

    // What it says

    @Test
    @Requirement("WRK-KILL-003")
    void whereThereIsNoFileNothingIsForbidden() {
        assertThat(killSwitch.file()).isEqualTo(file.file());
        assertThat(killSwitch.state()).isEqualTo(new KillSwitch.State(false, Set.of()));
        assertThat(forbids("web")).isFalse();
        assertThat(file.file()).doesNotExist();
    }

    @Test
    @Requirement("WRK-KILL-003")
    void aFileOfTheOriginalIsObeyed() {
        file.write("{\"global\":false,\"addresses\":[\"unix:\\/\\/\\/run\\/a\",\"worker:web\"]}");

        assertThat(killSwitch.state().global()).isFalse();
        assertThat(killSwitch.state().addresses()).containsExactly("unix:///run/a", "worker:web");
        assertThat(forbids("web")).isTrue();
        assertThat(forbids("other")).isFalse();

        file.write("{\"global\": true, \"addresses\": []}");
        assertThat(killSwitch.state().global()).isTrue();
        assertThat(forbids("other")).isTrue();
    }

    @Test
    @Requirement("WRK-KILL-003")
    void itIsWrittenInTheSameForm() throws IOException {
        killSwitch.disable("worker:web", "unix:///run/a");
        assertThat(json())
                .isEqualTo(
                        new ObjectMapper()
                                .readTree(
                                        "{\"global\": false, \"addresses\":"
                                                + " [\"worker:web\", \"unix:///run/a\"]}"));

        killSwitch.disableAll(true);
        killSwitch.enable("worker:web");
        assertThat(json())
                .isEqualTo(
                        new ObjectMapper()
                                .readTree(
                                        "{\"global\": true, \"addresses\": [\"unix:///run/a\"]}"));

        killSwitch.disableAll(false);
        assertThat(killSwitch.state().addresses()).containsExactly("unix:///run/a");
        killSwitch.enableAll();
        assertThat(json())
                .isEqualTo(new ObjectMapper().readTree("{\"global\":false,\"addresses\":[]}"));
    }

    @Test
    @Requirement("WRK-KILL-003")
    void whatElseItHoldsIsKept() throws IOException {
        String note =
                "\"note\": {\"by\": \"ann\", \"at\": 1.50000000000000000000001, \"é\": [null]}";
        file.write("{" + note + ", \"addresses\": [\"old://x\", \"unix:/run//a\"], \"n\" : -0.0 }");

        killSwitch.disable("worker:web");
        killSwitch.disableAll(true);
        killSwitch.disableAll(false);

        assertThat(file.read().replace(" ", ""))
                .contains(note.replace(" ", ""))
                .contains("\"n\":-0.0")
                .contains("[\"old://x\",\"unix:/run//a\",\"worker:web\"]");
        killSwitch.enableAll();
        assertThat(file.read().replace(" ", "")).contains(note.replace(" ", ""));
        assertThat(killSwitch.state().addresses()).isEmpty();
    }

    @Test
    @Requirement("WRK-KILL-003")
    void fieldsMayBeLeftOut() {
        file.write("{}");
        assertThat(forbids("web")).isFalse();
        file.write(" \\n{\"addresses\":[\"worker:web\"]}\\n\\n".replace("\\n", "\n"));
        assertThat(forbids("web")).isTrue();
        assertThat(forbids("other")).isFalse();
    }

    // What can't be understood

    @Test
    @Requirement("WRK-KILL-004")
    void aFileThatIsNotUnderstoodForbidsAllAndSaysSo() {
        for (String text : BROKEN) {
            file.write(text);
            assertForbidsAllUntilMended(text);
        }
    }

    private void assertForbidsAllUntilMended(String text) {

        assertThatThrownBy(killSwitch::state)
                .isInstanceOf(KillSwitchException.class)
                .hasMessageContaining(file.file().toString())
                .hasMessageContaining("enable --all");
        assertThat(forbids("web")).isTrue();
        for (ThrowingCallable change :
                List.<ThrowingCallable>of(
                        () -> killSwitch.disable("worker:x"),
                        () -> killSwitch.enable("worker:x"),
                        () -> killSwitch.disableAll(true),
                        () -> killSwitch.disableAll(false))) {
            assertThatThrownBy(change).isInstanceOf(KillSwitchException.class);
        }
        assertThat(file.read()).isEqualTo(text);

        killSwitch.enableAll();

        assertThat(killSwitch.state()).isEqualTo(new KillSwitch.State(false, Set.of()));
        assertThat(forbids("web")).isFalse();
    }

    @Test
    @Requirement("WRK-KILL-004")
    void aFileThatCantBeReadForbidsAllAndSaysSo() throws IOException, InterruptedException {
        Files.createDirectory(file.file());
        assertForbidsAll(file, "folder");
        Files.delete(file.file());

        new ProcessBuilder("mkfifo", file.file().toString()).start().waitFor();
        assertForbidsAll(file, "regular");
        Files.delete(file.file());

        Files.createSymbolicLink(file.file(), file.file());
        assertForbidsAll(file, file.file().toString());
        Files.delete(file.file());

        assertForbidsAll(file.by(stage.folder().resolve("none").resolve("kill")), "none");
        assertThat(forbids("web")).isFalse();
    }

    private static void assertForbidsAll(Switch unreadable, String found) {
        WorkerRuntime runtime = unreadable.open();
        assertThatThrownBy(() -> runtime.start(Workers.lasting()))
                .isInstanceOf(KillSwitchException.class)
                .hasMessageContaining(unreadable.file().toString())
                .hasMessageContaining(found);
        assertThatThrownBy(runtime.killSwitch()::state).isInstanceOf(KillSwitchException.class);
        assertThatThrownBy(() -> runtime.killSwitch().disable("worker:x"))
                .isInstanceOf(KillSwitchException.class)
                .hasMessageContaining(found);
        assertThat(runtime.workers()).isEmpty();
    }

    @Test
    @Requirement("WRK-KILL-004")
    void whoWaitsMeanwhileIsStartedWhenTheFileIsMended() {
        try (Puppet puppet = Puppet.in(stage, "orders")) {
            Worker worker =
                    runtime.start(
                            puppet.spec()
                                    .withRestart(
                                            RestartPolicy.always()
                                                    .withIntensity(RestartIntensity.unlimited())));
            Stage.await("it is ready", worker.ready());
            file.write("{\"global\": fals}");

            puppet.exit(worker, 1);

            assertThat(Switch.heldUp(worker).forbidden().orElseThrow())
                    .contains("can't be understood")
                    .contains("line 1");
            assertThat(worker.state()).isEqualTo(BACKOFF);
            killSwitch.enableAll();
            Stage.awaitState(worker, RUNNING);
        }
    }

    // Addresses

    @Test
    @Requirement("WRK-KILL-007")
    void spellingsOfTheSameAddressAreTheSame() {
        SPELLINGS.forEach(this::assertMeansTheSame);
    }

    private void assertMeansTheSame(String spelling) {
        killSwitch.disable(spelling);
        killSwitch.disable("unix:///run/x/y");
        assertThat(killSwitch.state().addresses()).containsExactly("unix:///run/x/y");

        killSwitch.enable(WorkerAddress.parse("unix:///run/x/y"));
        assertThat(killSwitch.state().addresses()).isEmpty();

        file.write("{\"global\":false,\"addresses\":[\"" + spelling + "\"]}");
        killSwitch.enable("unix:///run/x/y");
        assertThat(killSwitch.state().addresses()).isEmpty();
    }

    @Test
    @Requirement("WRK-KILL-007")
    void hostsAreTheSameInSmallAndCapitalLetters() {
        killSwitch.disable("tcp://Example.ORG.:80", "tls://[2001:DB8:0:0:0:0:0:1]:443");
        assertThat(killSwitch.state().addresses())
                .containsExactly("tcp://example.org:80", "tls://[2001:db8::1]:443");
        killSwitch.enable("tls://[2001:db8::1]:443", "tcp://example.org:80");
        assertThat(killSwitch.state().addresses()).isEmpty();
    }

    @Test
    @Requirement("WRK-KILL-007")
    void aPortOfLoopbackIsTheSameByEachOfItsNamesWithAndWithoutTls() {
        for (String one : LOOPBACK) {
            for (String other : LOOPBACK) {
                assertSamePlace("tcp://" + one + ":7419", "tls://" + other + ":7419");
            }
        }
        assertSamePlace("tls://example.org:80", "tcp://example.org:80");
    }

    private void assertSamePlace(String one, String other) {
        killSwitch.disable(one);
        killSwitch.disable(other);
        assertThat(killSwitch.state().addresses())
                .containsExactly(WorkerAddress.parse(one).toString());
        killSwitch.enable(other);
        assertThat(killSwitch.state().addresses()).as(one + " and " + other).isEmpty();
    }

    @Test
    @Requirement("WRK-KILL-007")
    void otherPortsAndOtherHostsAreOthers() {
        killSwitch.disable("tcp://localhost:7419");

        killSwitch.enable("tcp://localhost:7420", "tcp://128.0.0.1:7419", "tcp://[::2]:7419");
        killSwitch.enable("tcp://localhost.example.org:7419", "tcp://mylocalhost:7419");

        assertThat(killSwitch.state().addresses()).containsExactly("tcp://localhost:7419");
    }

    @Test
    @Requirement("WRK-KILL-007")
    void aSocketIsTheSameByEachNameOfItsFolder() throws IOException {
        Path real = Files.createDirectory(stage.folder().resolve("real"));
        Path link = Files.createSymbolicLink(stage.folder().resolve("link"), real);

        killSwitch.disable(new WorkerAddress.Unix(link.resolve("s")));
        killSwitch.enable(new WorkerAddress.Unix(real.resolve("s")));

        assertThat(killSwitch.state().addresses()).isEmpty();
    }

    @Test
    @Requirement("WRK-KILL-007")
    void whatIsNoAddressIsRefusedAndNothingIsChanged() throws IOException {
        for (String address : NO_ADDRESSES) {
            assertRefused(address);
            Files.delete(file.file());
        }
    }

    private void assertRefused(String address) {
        assertThatThrownBy(() -> killSwitch.disable("worker:web", address))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("address");
        assertThatThrownBy(() -> killSwitch.enable(address)).isInstanceOf(SpecException.class);
        assertThat(file.file()).doesNotExist();

        killSwitch.disable("worker:web");
        String before = file.read();
        assertThatThrownBy(() -> killSwitch.disable("worker:other", address))
                .isInstanceOf(SpecException.class);
        assertThatThrownBy(() -> killSwitch.enable("worker:web", address))
                .isInstanceOf(SpecException.class);
        assertThat(file.read()).isEqualTo(before);
    }

    // The file among others

    @Test
    @Requirement("WRK-KILL-008")
    void theModeOfTheFileStays() throws IOException {
        file.write("{}");
        Files.setPosixFilePermissions(file.file(), PosixFilePermissions.fromString("rw-r-----"));

        killSwitch.disable("worker:web");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.file())))
                .isEqualTo("rw-r-----");
        assertThat(file.folder()).containsExactly("kill", "kill.lock");
    }

    @Test
    @Requirement("WRK-KILL-008")
    void aLinkToItStaysALink() throws IOException {
        Path link = stage.folder().resolve("link");
        Files.createSymbolicLink(link, Path.of("switch", "kill"));
        WorkerRuntime byLink = file.by(link).open();

        byLink.killSwitch().disable("worker:web");

        assertThat(link).isSymbolicLink();
        assertThat(file.file()).isRegularFile();
        assertThat(forbids("web")).isTrue();
        killSwitch.enable("worker:web");
        assertThat(byLink.killSwitch().state().addresses()).isEmpty();
        assertThat(stage.folder().resolve("link.lock")).doesNotExist();
        assertThat(file.folder()).containsExactly("kill", "kill.lock");
    }

    @Test
    @Requirement("WRK-KILL-008")
    void whatAKilledProcessHadLeftIsClearedAway() throws IOException {
        Files.writeString(file.file().resolveSibling("kill.new"), "{\"glo");

        killSwitch.disable("worker:web");

        assertThat(file.folder()).containsExactly("kill", "kill.lock");
        assertThat(forbids("web")).isTrue();
        assertThat(forbids("other")).isFalse();
    }
}
