package dev.workerkit.remote;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.Await;
import dev.workerkit.RestartPolicy;
import dev.workerkit.Worker;
import dev.workerkit.WorkerExit;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerRuntimes;
import dev.workerkit.WorkerSpec;
import dev.workerkit.host.WorkerHost;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a master, a relay and a worker when one of them dies, or does no more. */
@Timeout(90)
class LostWorkerTest {

    private static final Duration LONG = Duration.ofSeconds(30);
    private static final String RELAY = RemoteHost.class.getName();
    private static final String HOST = WorkerHost.class.getName();

    private final Marked mark = new Marked();
    @TempDir private Path folder;

    @AfterEach
    void nothingIsLeft() {
        Await.until("no relay is left", LONG, () -> mark.running(RELAY).isEmpty());
        Await.until("no worker is left", LONG, () -> mark.running(HOST).isEmpty());
    }

    private Worker start(WorkerRuntime runtime, Class<?> type) throws Exception {
        Worker worker =
                runtime.start(
                        WorkerSpec.of(type)
                                .withRestart(RestartPolicy.never())
                                .withEnvironment(Marked.VARIABLE, mark.value()));
        worker.ready().get(30, TimeUnit.SECONDS);
        return worker;
    }

    private ProcessHandle relay() {
        // The worker's process has the words, too, until it executes its own.
        return mark.running(RELAY).stream()
                .filter(each -> each.parent().filter(this::isMarked).isEmpty())
                .findFirst()
                .orElseThrow();
    }

    private boolean isMarked(ProcessHandle process) {
        return mark.running(RELAY).contains(process);
    }

    private static WorkerExit endOf(Worker worker) {
        Await.until("its end is told", LONG, () -> worker.snapshot().lastExit().isPresent());
        return worker.snapshot().lastExit().get();
    }

    @Test
    void aWorkerThatDiesOnTheSpotLosesNoLastWords() throws Exception {
        try (WorkerRuntime runtime = WorkerRuntimes.open("nearby")) {
            Worker worker = start(runtime, Counting.class);
            worker.channel().send("-3000");
            for (int i = 1; i <= 3000; i++) {
                assertThat(worker.channel().receive()).isEqualTo(i);
            }
            assertThat(endOf(worker)).isEqualTo(new WorkerExit.Code(Counting.DIED));
        }
    }

    @Test
    void aRelayThatIsKilledTakesItsWorkerAlong() throws Exception {
        try (WorkerRuntime runtime = WorkerRuntimes.open("nearby")) {
            Worker worker = start(runtime, Talkative.class);
            relay().destroyForcibly();
            assertThat(endOf(worker)).isInstanceOf(WorkerExit.Lost.class);
        }
    }

    @Test
    void aRelayThatDoesNoMoreIsGivenUpAndEndsWhenItCan() throws Exception {
        try (WorkerRuntime runtime = WorkerRuntimes.open("nearby")) {
            Worker worker = start(runtime, Talkative.class);
            ProcessHandle relay = relay();
            Marked.signal("STOP", relay);
            long start = System.nanoTime();
            assertThat(endOf(worker).toString()).contains("heard");
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(Duration.ofMillis(Silence.LONGEST_MILLIS).plusSeconds(5));
        }
    }

    @Test
    void aMasterThatIsKilledTakesItsWorkersAlong() throws Exception {
        Process master = master();
        master.destroyForcibly().waitFor();
        long start = System.nanoTime();
        nothingIsLeft();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void aMasterThatDoesNoMoreIsGivenUp() throws Exception {
        Process master = master();
        Marked.signal("STOP", master.toHandle());
        try {
            nothingIsLeft();
        } finally {
            master.destroyForcibly().waitFor();
        }
    }

    /** Until its worker talks with it. */
    private Process master() throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                BusyFarMaster.class.getName())
                        .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put(Marked.VARIABLE, mark.value());
        // What a killed master leaves there goes with the test.
        builder.environment().put(NearbyIncarnation.BASE, folder.toString());
        Process master = builder.start();
        BufferedReader told =
                new BufferedReader(
                        new InputStreamReader(master.getInputStream(), StandardCharsets.UTF_8));
        assertThat(told.readLine()).isEqualTo("busy");
        return master;
    }
}
