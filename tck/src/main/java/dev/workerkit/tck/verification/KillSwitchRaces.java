package dev.workerkit.tck.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.workerkit.Capability;
import dev.workerkit.GroupSpec;
import dev.workerkit.KillSwitch;
import dev.workerkit.KillSwitchException;
import dev.workerkit.RestartPolicy;
import dev.workerkit.Worker;
import dev.workerkit.WorkerGroup;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerSnapshot;
import dev.workerkit.WorkerSpec;
import dev.workerkit.tck.OwnJvm;
import dev.workerkit.tck.Requirement;
import dev.workerkit.tck.fixture.SwitchedMaster;
import dev.workerkit.tck.fixture.Switcher;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The kill switch in the hands of many at once. */
class KillSwitchRaces {

    private static final int ROUNDS = 30;
    private static final int WORKERS = 4;
    private static final int CHANGES = 20;
    private static final int CROWD = 80;
    private static final int SLOW_CROWD = 12;
    private static final int FEW_ROUNDS = 4;

    /** For the rounds of a verification. */
    private static final Duration BUDGET = Duration.ofSeconds(5);

    /** For whole processes, which share the machine with each other. */
    private static final Duration LONG = Duration.ofMinutes(1);

    /** In which one that slips through would be seen. */
    private static final Duration WHILE = Duration.ofMillis(100);

    @RegisterExtension final Stage stage = new Stage();

    private Switch file;

    @BeforeEach
    void choose() {
        file = Switch.on(stage);
    }

    @Test
    @Requirement("WRK-KILL-005")
    void whenDisableHasReturnedNoProcessIsStarted() throws IOException {
        Stage.assumeSharesFiles();
        Stage.assumeCan(Capability.SHELL);
        Path births = stage.file("births");
        String line = Births.telling(births);
        WorkerRuntime runtime = file.open();
        KillSwitch killSwitch = runtime.killSwitch();
        try (Master other =
                Master.of(
                        SwitchedMaster.class,
                        stage.folder(),
                        file.file().toString(),
                        line,
                        String.valueOf(WORKERS),
                        stage.folder().toString())) {
            assertThat(other.workers()).isEmpty();
            for (int i = 0; i < WORKERS; i++) {
                runtime.start(stage.withFiles(SwitchedMaster.spec(line)));
            }
            long begin = System.nanoTime();
            for (int round = 0; round < ROUNDS && isWorthwhile(begin, round); round++) {
                awaitMoreLines(births);
                killSwitch.disableAll(true);
                long disabled = Births.now();
                List<Worker> workers = runtime.workers();
                List<Integer> incarnations = incarnations(workers);
                workers.forEach(Switch::heldUp);
                assertThat(incarnations(workers)).isEqualTo(incarnations);
                awaitNoMoreLines(births);
                assertThat(lastBirth(births))
                        .as("when the last process was started, in ticks since the boot")
                        .isLessThanOrEqualTo(disabled);
                killSwitch.enableAll();
            }
        }
    }

    @Test
    @Requirement("WRK-KILL-005")
    void disableWaitsForAllStartsThatHadBegun() throws IOException {
        Stage.assumeSharesFiles();
        Path births = stage.file("births");
        WorkerRuntime runtime = file.open();
        KillSwitch killSwitch = runtime.killSwitch();
        WorkerSpec telling =
                stage.withFiles(
                        Workers.script(Births.telling(births) + "; exit 0")
                                .withRestart(RestartPolicy.never()));
        WorkerSpec[] crowd =
                IntStream.range(0, Stage.can(Capability.HOST_PROCESSES) ? CROWD : SLOW_CROWD)
                        .mapToObj(i -> telling.withName("w" + i))
                        .toArray(WorkerSpec[]::new);

        WorkerGroup group = runtime.startGroup(GroupSpec.of("crowd", crowd));
        // Somebody with an editor is first, so that no time is spent on the file.
        file.write("{\"global\": true, \"addresses\": []}");
        killSwitch.disableAll(true);
        long disabled = Births.now();

        long begun =
                group.workers().stream()
                        .map(worker -> Switch.started(worker))
                        .filter(snapshot -> snapshot.incarnation() == 1)
                        .count();
        assertThat(begun).isPositive();
        Stage.session().await("all births are told", () -> count(births), told -> told == begun);
        assertThat(lastBirth(births)).isLessThanOrEqualTo(disabled);
    }

    /** Where starts are slow, fewer rounds are enough to have met many of them. */
    private static boolean isWorthwhile(long begin, int round) {
        return round < FEW_ROUNDS || System.nanoTime() - begin < BUDGET.toNanos();
    }

    private static long count(Path births) {
        try (Stream<String> lines = Files.lines(births)) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read " + births, e);
        }
    }

    private static List<Integer> incarnations(List<Worker> workers) {
        return workers.stream().map(Worker::snapshot).map(WorkerSnapshot::incarnation).toList();
    }

    private static long lastBirth(Path births) throws IOException {
        try (Stream<String> lines = Files.lines(births)) {
            return lines.mapToLong(Births::parse).max().orElseThrow();
        }
    }

    private static void awaitMoreLines(Path births) {
        long before = births.toFile().length();
        Stage.session()
                .await("workers are born", births.toFile()::length, now -> now > before + 1000);
    }

    private static void awaitNoMoreLines(Path births) {
        Stage.session()
                .await(
                        "no worker is born any more",
                        () -> {
                            long before = births.toFile().length();
                            sleep(WHILE);
                            return births.toFile().length() == before;
                        },
                        quiet -> quiet);
    }

    private static void sleep(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    @Requirement("WRK-KILL-005")
    void changesOfManyProcessesAndThreadsAreAllKeptAndNobodySeesHalfOfOne() throws Exception {
        file.write(
                "{\"global\": false, \"addresses\": [], \"note\": \"" + "x".repeat(10_000) + "\"}");
        AtomicBoolean done = new AtomicBoolean();
        CompletableFuture<Integer> reader = Crowd.meanwhile(() -> readUntil(done));
        List<Process> processes = new ArrayList<>();
        try {
            for (String prefix : List.of("a", "b")) {
                processes.add(switcher(prefix));
            }
            List<KillSwitch> handles = List.of(file.handle(), file.handle());
            Crowd.of(4)
                    .each(
                            member -> {
                                Switcher.disable(handles.get(member % 2), "t" + member, CHANGES);
                                return member;
                            });
            for (Process process : processes) {
                Stage.session().await("a process is done", LONG, process.onExit());
                assertThat(process.exitValue())
                        .as(new String(process.getInputStream().readAllBytes()))
                        .isZero();
            }
            done.set(true);
            assertThat(Stage.await("the reader is done", reader)).isPositive();
            assertThat(handles.get(0).state().addresses()).isEqualTo(expected());
        } finally {
            done.set(true);
            processes.forEach(Process::destroyForcibly);
        }
    }

    private Process switcher(String prefix) {
        return OwnJvm.start(
                stage.folder(),
                Switcher.class,
                Stage.session().runtimeName(),
                file.file().toString(),
                prefix,
                String.valueOf(CHANGES));
    }

    /** How often it was whole. */
    private int readUntil(AtomicBoolean done) throws IOException {
        int reads = 0;
        ObjectMapper json = new ObjectMapper();
        while (!done.get()) {
            assertThat(json.readTree(file.read()).get("note").textValue()).hasSize(10_000);
            reads++;
        }
        return reads;
    }

    private static Set<String> expected() {
        Set<String> all = new TreeSet<>();
        for (String prefix : List.of("a", "b", "t0", "t1", "t2", "t3")) {
            IntStream.range(0, CHANGES)
                    .filter(Switcher::staysDisabled)
                    .forEach(i -> all.add("worker:" + prefix + i));
        }
        return all;
    }

    @Test
    @Requirement("WRK-KILL-005")
    void oneThatIsStartedWhileItIsForbiddenIsRefusedOrHeldUp() throws IOException {
        Stage.assumeSharesFiles();
        Path births = stage.file("births");
        WorkerRuntime runtime = file.open();
        KillSwitch killSwitch = file.handle();
        long begin = System.nanoTime();
        for (int round = 0; round < ROUNDS && isWorthwhile(begin, round); round++) {
            String name = "web" + round;
            WorkerSpec spec =
                    stage.withFiles(Workers.script(Births.telling(births) + "; exec sleep 1000"))
                            .withName(name);
            CompletableFuture<Boolean> started = Crowd.meanwhile(() -> starts(runtime, spec));
            killSwitch.disable("worker:" + name);
            long disabled = Births.now();
            boolean taken = Stage.await("the start", started);
            assertThat(runtime.worker(name).isPresent()).isEqualTo(taken);
            if (taken && Switch.started(runtime.worker(name).orElseThrow()).incarnation() == 1) {
                Stage.session().await("its birth is told", () -> count(births), told -> told == 1);
                assertThat(lastBirth(births)).isLessThanOrEqualTo(disabled);
                Files.writeString(births, "");
            }
        }
    }

    private static boolean starts(WorkerRuntime runtime, WorkerSpec spec) {
        try {
            runtime.start(spec);
            return true;
        } catch (KillSwitchException e) {
            return false;
        }
    }
}
