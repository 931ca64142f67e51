package dev.workerkit.tck.verification;

import static dev.workerkit.WorkerState.BACKOFF;
import static dev.workerkit.WorkerState.FAILED;
import static dev.workerkit.WorkerState.KILLING;
import static dev.workerkit.WorkerState.RUNNING;
import static dev.workerkit.WorkerState.STARTING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.Capability;
import dev.workerkit.Isolation;
import dev.workerkit.NetworkAccess;
import dev.workerkit.Probe;
import dev.workerkit.Readiness;
import dev.workerkit.RestartPolicy;
import dev.workerkit.StartLimit;
import dev.workerkit.Worker;
import dev.workerkit.WorkerExit;
import dev.workerkit.WorkerSpec;
import dev.workerkit.tck.Requirement;
import dev.workerkit.tck.fixture.Doorway;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Readiness that is found out from outside, and by the time that a worker has lived. */
class Probes {

    private static final Duration WHILE = Duration.ofMillis(250);
    private static final int STARTS = 5;
    private static final Duration CLOCK_ERROR = Duration.ofMillis(5);
    private static final StartLimit ONE_RETRY = new StartLimit(1, Duration.ofMillis(20));

    @RegisterExtension final Stage stage = new Stage();

    @Test
    @Requirement("WRK-READY-001")
    void aWorkerRunsWhenItHasLivedForTheTime() {
        Worker atOnce = stage.start(Workers.lasting());
        // Of which a start is but a small part, so that half of it and a start are less.
        Duration alive = WHILE.plus(timeToGetReady(atOnce).multipliedBy(STARTS));
        Worker worker = stage.start(Workers.lasting().withReadiness(Readiness.after(alive)));

        Stage.session().notBefore("RUNNING after a while", alive, timeToGetReady(worker));
    }

    @Test
    @Requirement("WRK-READY-001")
    void aWorkerThatEndsEarlierDiedBeforeItWasReady() {
        Worker worker =
                stage.start(
                        oneRetry(Workers.exiting(1).withReadiness(Readiness.after(Workers.LONG))));

        assertThat(stage.history().path(worker, 2, FAILED))
                .containsExactly(STARTING, BACKOFF, STARTING, FAILED);
    }

    private static WorkerSpec oneRetry(WorkerSpec spec) {
        return spec.withRestart(RestartPolicy.byExitCode().withStartLimit(ONE_RETRY));
    }

    private Duration timeToGetReady(Worker worker) {
        return Duration.between(
                stage.history().event(worker, 1, STARTING).time(),
                stage.history().event(worker, 1, RUNNING).time());
    }

    @Test
    @Requirement("WRK-READY-002")
    void aWorkerRunsWhenACommandBesideItSucceeds() {
        String file = "/tmp/tck-" + UUID.randomUUID();
        Worker worker =
                stage.start(
                        probed(
                                Workers.script(
                                        """
                                        trap 'rm -f %s; exit 0' TERM
                                        sleep %s
                                        echo > %s
                                        while :; do sleep 0.1; done
                                        """
                                                .formatted(file, WHILE.toMillis() / 1000.0, file)),
                                Probe.command("/bin/sh", "-c", "test -e " + file)));

        Stage.session().notBefore("RUNNING after a while", WHILE, timeToGetReady(worker));
        Stage.await("the stop", worker.stop());
    }

    @Test
    @Requirement("WRK-READY-002")
    void aProbingCommandRunsInTheFolderAndWithTheVariablesOfTheWorker() {
        Stage.assumeSharesFiles();
        Worker worker =
                stage.start(
                        probed(
                                Workers.script("echo > ready; " + Scripts.lasting())
                                        .withWorkingDirectory(stage.folder())
                                        .withEnvironment("TCK_FILE", "ready"),
                                Probe.command("/bin/sh", "-c", "test -e \"$TCK_FILE\"")));

        stage.history().event(worker, 1, RUNNING);
    }

    @Test
    @Requirement("WRK-READY-002")
    void aWorkerRunsWhenItsPortTakesConnections() {
        int port = freePort();

        assertRunsOnceOpen("tcp", String.valueOf(port), WHILE, Probe.tcp(port));
    }

    @Test
    @Requirement("WRK-READY-002")
    void aWorkerRunsWhenItsAddressIsAnsweredWell() {
        int port = freePort();

        assertRunsOnceOpen(
                "http",
                String.valueOf(port),
                WHILE,
                Probe.http("http://127.0.0.1:" + port + "/health"));
    }

    @Test
    @Requirement("WRK-READY-002")
    void aWorkerRunsWhenItsSocketTakesConnections() {
        Stage.assumeSharesFiles();
        Path socket = stage.folder().resolve("socket");

        // Long enough for a look at the file, if that is all that a runtime does.
        Worker looking = stage.start(probed(Workers.lasting(), Probe.command("true")));
        Duration closed = WHILE.plus(timeToGetReady(looking).multipliedBy(2));
        assertRunsOnceOpen("unix", socket.toString(), closed, Probe.unixSocket(socket));
    }

    private void assertRunsOnceOpen(String kind, String place, Duration closed, Probe probe) {
        String millis = String.valueOf(closed.toMillis());
        WorkerSpec doorway =
                WorkerSpec.command(
                        JavaCommand.words(Doorway.class, kind, place, millis)
                                .toArray(String[]::new));
        Worker worker = stage.start(probed(onTheMastersNetwork(doorway), probe));

        Instant running = stage.history().event(worker, 1, RUNNING).time();
        assertThat(stage.marks(worker, "open"))
                .as("when it let somebody in")
                .singleElement()
                .satisfies(
                        open ->
                                assertThat(running)
                                        .isAfterOrEqualTo(
                                                Instant.ofEpochMilli(Long.parseLong(open))
                                                        .minus(CLOCK_ERROR)));
        // Its folder may be gone before it is.
        Stage.await("the kill", worker.kill());
    }

    /** Where it would else be out of the reach of a probe from outside. */
    private static WorkerSpec onTheMastersNetwork(WorkerSpec spec) {
        return Stage.can(Capability.ISOLATION)
                ? spec.withIsolation(Isolation.strict().withNetwork(NetworkAccess.HOST))
                : spec;
    }

    private static WorkerSpec probed(WorkerSpec spec, Probe probe) {
        return spec.withReadiness(new Readiness.Probed(probe, Workers.LONG, Duration.ofMillis(20)));
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("There is no free port", e);
        }
    }

    @Test
    @Requirement("WRK-READY-003")
    void aWorkerWhoseProbeNeverSucceedsIsKilledAndDiedBeforeItWasReady() {
        Worker worker =
                stage.start(
                        oneRetry(
                                Workers.script(Scripts.lasting())
                                        .withReadiness(
                                                Readiness.probed(
                                                        Probe.command("/bin/sh", "-c", "exit 1"),
                                                        WHILE))));

        assertThat(stage.history().path(worker, 2, FAILED))
                .containsExactly(STARTING, KILLING, BACKOFF, STARTING, KILLING, FAILED);
        assertThat(worker.snapshot().lastExit().orElseThrow())
                .isInstanceOf(WorkerExit.Timeout.class);
    }

    @Test
    @Requirement("WRK-READY-003")
    void aProbeThatHangsIsKilledWithTheWorker() {
        Stage.assumeSharesFiles();
        Pulse probe = Pulse.of(stage, "probe");
        Worker worker =
                stage.start(
                        Workers.script(Scripts.lasting())
                                .withReadiness(
                                        Readiness.probed(
                                                Probe.command("/bin/sh", "-c", probe.beating()),
                                                Workers.LONG)));
        probe.awaitBeat();

        Stage.await("the stop", worker.stop());

        probe.assertNoMore();
    }
}
