package dev.workerkit.killswitch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.workerkit.Await;
import dev.workerkit.KillSwitchException;
import dev.workerkit.WorkerAddress;
import dev.workerkit.engine.StartGate;
import dev.workerkit.launch.Opening;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** With the kernel's own locks. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KillSwitchFileTest {

    private static final WorkerAddress ADDRESS = WorkerAddress.parse("unix:///run/squares");
    private static final int NOBODY = 65_534;

    @TempDir private Path folder;

    private Path file;
    private KillSwitchFile killSwitch;
    private StartGate gate;

    @BeforeEach
    void choose() {
        file = folder.resolve("kill");
        killSwitch = Opening.killSwitch(file);
        gate = killSwitch.gate();
    }

    private CompletableFuture<Void> disabling(String address) {
        return CompletableFuture.runAsync(() -> killSwitch.disable(address));
    }

    @Test
    void whoForbidsWaitsForEachPermitAndWhoAsksMeanwhileIsToldToAskAgain() throws Exception {
        StartPermits.Permit shared = killSwitch.request(ADDRESS);
        StartGate.Granted granted = (StartGate.Granted) gate.ask("web");

        CompletableFuture<Void> disabled = disabling("worker:web");
        Await.until("the file says so", () -> killSwitch.state().addresses().size() == 1);

        assertThat(gate.ask("other")).isInstanceOf(StartGate.Refused.class);
        granted.permit().close();
        granted.permit().close();
        assertThat(disabled).isNotDone();
        shared.close();
        disabled.get(10, TimeUnit.SECONDS);
        assertThat(((StartGate.Refused) gate.ask("web")).reason()).contains("worker:web");
        assertThat(gate.ask("other")).isInstanceOf(StartGate.Granted.class);
    }

    @Test
    void noWayToWriteAForbiddenPortGetsAPermit() {
        killSwitch.disable("tcp://localhost:7419");

        for (String host : List.of("localhost", "127.0.0.1", "[::1]", "0.0.0.0", "[::]")) {
            for (String scheme : List.of("tcp", "tls")) {
                WorkerAddress same = WorkerAddress.parse(scheme + "://" + host + ":7419");
                assertThatThrownBy(() -> killSwitch.request(same))
                        .as(same.toString())
                        .isInstanceOf(KillSwitchException.class)
                        .hasMessageContaining("enable tcp://localhost:7419");
            }
        }
        killSwitch.request(WorkerAddress.parse("tcp://localhost:7420")).close();
    }

    @Test
    void whatToDoIsSaidWithWhatIsWrong() throws IOException {
        KillSwitchFile homeless = Opening.killSwitch(folder.resolve("./missing/kill"));
        assertThatThrownBy(homeless::state)
                .hasMessageContaining(
                        "the kill switch " + folder.resolve("missing/kill") + " forbids")
                .hasMessageContaining("there is no folder " + folder.resolve("missing"))
                .hasMessageContaining("; make the folder")
                .hasMessageNotContaining("enable --all");
        assertThatThrownBy(homeless::enableAll)
                .hasMessageEndingWith("; make the folder, or name a file in another");

        assertThatThrownBy(() -> Opening.killSwitch(folder).state())
                .hasMessageContaining("for " + folder + " is a folder; name a file")
                .hasMessageNotContaining("enable --all");

        Files.writeString(file, "{");
        assertThatThrownBy(() -> killSwitch.enable("worker:x"))
                .hasMessageContaining("can't be understood")
                .hasMessageEndingWith("workerkit kill-switch " + file + " enable --all");
        assertThatThrownBy(() -> killSwitch.disableAll(true)).hasMessageContaining("enable --all");
    }

    @Test
    void aPermitIsNotLostWhenSomebodyElseInTheProcessClosesTheLock() throws Exception {
        StartGate.Granted granted = (StartGate.Granted) gate.ask("web");
        FileChannel.open(folder.resolve("kill.lock"), StandardOpenOption.READ).close();
        ((StartGate.Granted) gate.ask("other")).permit().close();

        CompletableFuture<Void> disabled = disabling("worker:web");
        Await.until("the file says so", () -> killSwitch.state().addresses().size() == 1);

        assertThat(disabled).isNotDone();
        granted.permit().close();
        disabled.get(10, TimeUnit.SECONDS);
    }

    @Test
    void whoForbidsGetsItsTurnHoweverManyStart() throws Exception {
        AtomicBoolean enough = new AtomicBoolean();
        List<CompletableFuture<Void>> starters = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            starters.add(CompletableFuture.runAsync(() -> overlap(enough)));
        }
        try {
            for (int i = 0; i < 20; i++) {
                disabling("worker:web" + i).get(10, TimeUnit.SECONDS);
            }
        } finally {
            enough.set(true);
        }
        for (CompletableFuture<Void> starter : starters) {
            starter.get(10, TimeUnit.SECONDS);
        }
    }

    /** Takes each permit before it gives the one before back, as long as it is given one. */
    private void overlap(AtomicBoolean enough) {
        StartGate.Permit held = StartGate.Permit.NONE;
        while (!enough.get()) {
            StartGate.Answer answer = gate.ask("other");
            held.close();
            held =
                    answer instanceof StartGate.Granted granted
                            ? granted.permit()
                            : StartGate.Permit.NONE;
        }
        held.close();
    }

    @Test
    void changesInQuickSuccessionAreAllSeen() {
        for (int i = 0; i < 200; i++) {
            killSwitch.disable("worker:web");
            assertThat(gate.ask("web")).isInstanceOf(StartGate.Refused.class);
            killSwitch.enable("worker:web");
            killSwitch.disable("worker:abc");
            StartGate.Answer answer = gate.ask("web");
            assertThat(answer).isInstanceOf(StartGate.Granted.class);
            ((StartGate.Granted) answer).permit().close();
            killSwitch.enable("worker:abc");
        }
    }

    @Test
    void whatIsForbiddenForLongIsSeenToBeAllowed() throws Exception {
        killSwitch.disable("worker:web");
        // Older than what is taken for new.
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(3)) {
            assertThat(gate.ask("web")).isInstanceOf(StartGate.Refused.class);
            Thread.sleep(50);
        }
        killSwitch.enable("worker:web");
        assertThat(gate.ask("web")).isInstanceOf(StartGate.Granted.class);
    }

    @Test
    void anInterruptedThreadThrowsItAllTheSame() {
        Thread.currentThread().interrupt();

        killSwitch.disable("worker:web");

        assertThat(Thread.interrupted()).isTrue();
        assertThat(killSwitch.state().addresses()).containsExactly("worker:web");
    }

    @Test
    void theOwnerStays() throws IOException {
        assumeThat(Files.getAttribute(folder, "unix:uid")).as("root").isEqualTo(0);
        Files.writeString(file, "{}");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        Files.setAttribute(file, "unix:gid", NOBODY);
        Files.setAttribute(file, "unix:uid", NOBODY);

        killSwitch.disable("worker:web");

        assertThat(Ownership.of(file)).isEqualTo(new Ownership(NOBODY, NOBODY, 0600));
        assertThat(Ownership.of(folder.resolve("kill.lock")))
                .as("whoever reads the file must be able to lock it")
                .isEqualTo(new Ownership(NOBODY, NOBODY, 0600));
    }

    @Test
    void aLockThatCantBeHadForbidsAll() throws IOException {
        Files.createSymbolicLink(folder.resolve("kill.lock"), Path.of("kill.lock"));

        assertThat(((StartGate.Refused) gate.ask("web")).reason()).contains("kill.lock");
        assertThatThrownBy(() -> killSwitch.request(ADDRESS))
                .isInstanceOf(KillSwitchException.class)
                .hasMessageContaining("kill.lock");
        assertThatThrownBy(() -> killSwitch.disable("worker:web"))
                .isInstanceOf(KillSwitchException.class)
                .hasMessageContaining("kill.lock");
        assertThat(file).doesNotExist();
    }

    @Test
    void aFileThatWouldBeTooLongIsNotWritten() throws IOException {
        String text = "{\"note\":\"" + "x".repeat((1 << 20) - 30) + "\"}";
        Files.writeString(file, text);

        assertThatThrownBy(() -> killSwitch.disable("worker:" + "w".repeat(60)))
                .isInstanceOf(KillSwitchException.class)
                .hasMessageContaining("bytes");

        assertThat(file).content().isEqualTo(text);
    }

    /** WRK-KILL-004, for what a parser may stumble over, and what it may put up with. */
    @Test
    void whatIsNoJsonInUtf8ForbidsAllAndIsMended() throws IOException {
        String allowing = "{\"global\": false, \"more\": 12}";
        List<byte[]> broken =
                List.of(
                        allowing.getBytes(StandardCharsets.UTF_16),
                        allowing.getBytes(StandardCharsets.UTF_16LE),
                        allowing.replace("more", "mehr \u00e4")
                                .getBytes(StandardCharsets.ISO_8859_1),
                        allowing.replace("12", "1".repeat(2000)).getBytes(StandardCharsets.UTF_8),
                        allowing.replace("12", "[".repeat(2000) + "]".repeat(2000))
                                .getBytes(StandardCharsets.UTF_8),
                        allowing.replace("more", "m".repeat(60_000))
                                .getBytes(StandardCharsets.UTF_8));
        for (byte[] bytes : broken) {
            Files.write(file, bytes);

            assertThat(((StartGate.Refused) gate.ask("web")).reason())
                    .contains("forbids all starts");
            assertThatThrownBy(() -> killSwitch.request(ADDRESS))
                    .isInstanceOf(KillSwitchException.class);
            assertThatThrownBy(() -> killSwitch.disable("worker:web"))
                    .isInstanceOf(KillSwitchException.class)
                    .hasMessageContaining("can't be understood");
            assertThat(file).hasBinaryContent(bytes);
            killSwitch.enableAll();
            assertThat(killSwitch.state().addresses()).isEmpty();
            killSwitch.request(ADDRESS).close();
        }
    }

    @Test
    void whatElseTheFileHoldsStaysAsItIsWrittenAlsoBehindAByteOrderMark() throws IOException {
        String others = "\"a\":1.50,\"\u00e4\":\"\ud83d\ude00\",\"b\":[1,{\"c\":-0}],\"d\":12";
        Files.writeString(file, "\uFEFF{ " + others.replace(",\"", " ,\n\"") + " }");

        killSwitch.disable("worker:web");

        assertThat(file)
                .hasContent("{\"global\":false,\"addresses\":[\"worker:web\"]," + others + "}\n");
    }
}
