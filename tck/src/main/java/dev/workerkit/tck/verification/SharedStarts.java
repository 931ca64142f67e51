package dev.workerkit.tck.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.BootstrapProfile;
import dev.workerkit.Capability;
import dev.workerkit.RuntimeOptions;
import dev.workerkit.SharedWorker;
import dev.workerkit.SharedWorkerUnavailableException;
import dev.workerkit.Worker;
import dev.workerkit.WorkerAddress;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerSpec;
import dev.workerkit.tck.Requirement;
import dev.workerkit.tck.fixture.SharedEcho;
import dev.workerkit.tck.fixture.SharedRecorder;
import dev.workerkit.tck.fixture.SharedSlow;
import dev.workerkit.tck.verification.RemoteMaster.Connected;
import dev.workerkit.tck.wire.WireEnd;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How a shared worker begins, and for how long it is there. */
class SharedStarts {

    @RegisterExtension final SharedStage stage = new SharedStage();

    @Test
    @Requirement("WRK-SHARED-002")
    void howeverManyThreadsConnectAtOnceOneWorkerIsStarted() {
        List<WorkerRuntime> runtimes = IntStream.range(0, 3).mapToObj(i -> stage.open()).toList();
        for (WorkerAddress address : List.of(stage.unix(), stage.tcp(), stage.unix())) {
            List<SharedWorker> connections =
                    Crowd.of(12)
                            .each(
                                    member ->
                                            runtimes.get(member % runtimes.size())
                                                    .connect(
                                                            address, stage.spec(SharedEcho.class)));

            assertThat(connections)
                    .extracting(SharedWorker::id)
                    .containsOnly(connections.get(0).id());
            assertThat(connections.stream().filter(SharedWorker::startedHere)).hasSize(1);
            for (SharedWorker connection : connections) {
                connection.channel().send(connection.toString());
                assertThat(SharedStage.receive(connection, String.class))
                        .isEqualTo(connection.toString());
                connection.close();
            }
        }
        assertThat(stage.marks("up")).isEqualTo(3);
    }

    @Test
    @Requirement("WRK-SHARED-002")
    void howeverManyProcessesConnectAtOnceOneWorkerIsStarted() {
        WorkerAddress.Unix address = stage.unix();
        List<RemoteMaster> masters =
                IntStream.range(0, 4).mapToObj(i -> RemoteMaster.of(stage, address)).toList();
        try {
            masters.forEach(RemoteMaster::awaitThere);
            masters.forEach(master -> master.order("connect"));
            List<Connected> connected =
                    masters.stream().map(master -> Connected.parse(master.hear())).toList();

            assertThat(connected).extracting(Connected::id).containsOnly(connected.get(0).id());
            assertThat(connected).extracting(Connected::pid).containsOnly(connected.get(0).pid());
            assertThat(connected.stream().filter(Connected::startedHere)).hasSize(1);
            assertThat(stage.marks("up")).isEqualTo(1);
        } finally {
            masters.forEach(RemoteMaster::close);
        }
    }

    @Test
    @Requirement("WRK-SHARED-003")
    void connectReturnsWhenTheHandlerIsInitialized() {
        WorkerAddress address = stage.unix();
        CompletableFuture<SharedWorker> starting =
                Crowd.meanwhile(
                        () ->
                                stage.runtime()
                                        .connect(address, stage.spec(SharedSlow.class, 600, 0)));
        stage.awaitMark("beginning");
        CompletableFuture<SharedWorker> joining =
                Crowd.meanwhile(() -> stage.runtime().connect(address, SharedStage.existing()));

        try (SharedWorker starter = Stage.await("the starter is connected", starting)) {
            assertThat(stage.marks()).contains("begun");
            try (SharedWorker second = Stage.await("the second is connected", joining)) {
                assertThat(second.id()).isEqualTo(starter.id());
            }
        }
        assertThat(stage.marks("beginning")).isEqualTo(1);
    }

    @Test
    @Requirement("WRK-SHARED-003")
    void connectFailsAfterTheStartTimeout() {
        Duration timeout = Duration.ofSeconds(1);
        WorkerAddress address = stage.unix();
        long begin = System.nanoTime();

        assertThatThrownBy(
                        () ->
                                stage.connect(
                                        address,
                                        stage.spec(SharedSlow.class, 3_000, 0)
                                                .withStartTimeout(timeout)))
                .isInstanceOf(SharedWorkerUnavailableException.class)
                .hasMessageContaining(address.toString());

        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        Stage.session().notBefore("the failure of a connect", timeout, took);
        Stage.session().within("the failure of a connect", timeout, Duration.ofSeconds(3), took);
    }

    @Test
    @Requirement("WRK-SHARED-004")
    void aWorkerOutlivesTheRuntimeThatStartedIt() {
        WorkerAddress address = stage.unix();
        SharedWorker worker;
        try (WorkerRuntime starter = stage.open()) {
            worker = starter.connect(address, stage.spec(SharedEcho.class));
        }

        assertSurvived(address, worker.id().value(), worker.pid());
    }

    @Test
    @Requirement("WRK-SHARED-004")
    void aWorkerOutlivesTheProcessThatStartedIt() {
        WorkerAddress address = stage.unix();
        try (RemoteMaster master = RemoteMaster.of(stage, address)) {
            Connected connected = master.connect();
            assertThat(connected.startedHere()).isTrue();

            master.kill();

            assertSurvived(address, connected.id(), OptionalLong.of(connected.pid()));
        }
    }

    @Test
    @Requirement("WRK-SHARED-004")
    void aWorkerOutlivesAMasterThatIsKilledAsAWorkerWithItsProcessTree() {
        Stage.assumeCan(Capability.COMMAND);
        // It takes a runtime of its own to be a master inside a worker.
        Stage.assumeCan(Capability.HOST_FILES);
        for (boolean byClose : new boolean[] {false, true}) {
            WorkerAddress address = stage.unix();
            WorkerRuntime runtime = stage.open();
            Worker master =
                    runtime.start(WorkerSpec.command(RemoteMaster.connecting(stage, address)));
            String id;
            long pid;
            Stage.session()
                    .await(
                            "the worker of a worker listens",
                            () -> WireEnd.listens(address),
                            b -> b);
            try (WireMaster one = WireMaster.to(address)) {
                id = one.hello().path("id").asText();
                pid = one.pid();
            }

            if (!byClose) {
                Stage.await("the kill", master.kill());
            }
            runtime.close();

            assertSurvived(address, id, OptionalLong.of(pid));
        }
    }

    private void assertSurvived(WorkerAddress address, String id, OptionalLong pid) {
        // What is killed with a master is killed at once.
        Stage.session()
                .throughout(
                        "the worker lives",
                        Duration.ofMillis(200),
                        () -> !Stage.can(Capability.HOST_PROCESSES) || isAlive(pid),
                        alive -> alive);
        try (SharedWorker worker = stage.connect(address, SharedStage.existing())) {
            assertThat(worker.id().value()).isEqualTo(id);
            if (Stage.can(Capability.HOST_PROCESSES)) {
                assertThat(worker.pid()).isEqualTo(pid);
            }
            worker.channel().send("still there?");
            assertThat(SharedStage.receive(worker, String.class)).isEqualTo("still there?");
        }
    }

    private static boolean isAlive(OptionalLong pid) {
        return pid.isPresent() && SharedStage.isAlive(pid.getAsLong());
    }

    @Test
    @Requirement("WRK-SHARED-013")
    void aStartThatFailsTellsTheLastLinesAndFreesTheAddress() {
        for (String failing : List.of("constructor", "initialize")) {
            for (WorkerAddress address : List.of(stage.unix(), stage.tcp())) {
                assertThatThrownBy(
                                () ->
                                        stage.connect(
                                                address, stage.spec(SharedRecorder.class, failing)))
                        .isInstanceOf(SharedWorkerUnavailableException.class)
                        .hasMessageContaining(address.toString())
                        .hasMessageContaining("the disk is on fire")
                        .hasMessageContaining("Told to throw in " + failing);

                try (SharedWorker worker = stage.connect(address, stage.spec(SharedEcho.class))) {
                    assertThat(worker.startedHere()).isTrue();
                }
            }
        }
    }

    @Test
    @Requirement("WRK-SHARED-013")
    void allWhoWaitedForAStartThatFailsAreTold() {
        WorkerAddress address = stage.unix();
        List<Boolean> told =
                Crowd.of(6)
                        .each(
                                member -> {
                                    try {
                                        stage.runtime()
                                                .connect(
                                                        address,
                                                        stage.spec(
                                                                SharedRecorder.class, "initialize"))
                                                .close();
                                        return false;
                                    } catch (SharedWorkerUnavailableException e) {
                                        return true;
                                    }
                                });

        assertThat(told).containsOnly(true);
    }

    @Test
    @Requirement("WRK-SHARED-013")
    void aJvmThatDoesNotStartExplainsItself() {
        RuntimeOptions broken =
                RuntimeOptions.defaults()
                        .withBootstrap(
                                BootstrapProfile.defaults().withJvmOption("-XX:+NoSuchOption"));
        WorkerAddress.Unix address = stage.unix();

        assertThatThrownBy(() -> stage.open(broken).connect(address, stage.spec(SharedEcho.class)))
                .isInstanceOf(SharedWorkerUnavailableException.class)
                .hasMessageContaining("NoSuchOption");
        assertThat(address.path()).doesNotExist();
        assertThat(stage.serve(address, stage.spec(SharedEcho.class))).isEqualTo(address);
    }

    @Test
    @Requirement("WRK-SHARED-015")
    void afterAStopNothingIsLeftAndTheNextIsAnother() throws IOException {
        Path folder = Files.createDirectory(stage.folder().resolve("own"));
        WorkerAddress.Unix unix = new WorkerAddress.Unix(folder.resolve("socket"));
        WorkerAddress tcp = stage.tcp();
        for (WorkerAddress address : List.of(unix, tcp)) {
            String first = stopped(address);
            assertThat(WireEnd.listens(address)).isFalse();
            assertThat(remains(folder)).isEmpty();
            assertThat(stopped(address)).isNotEqualTo(first);
        }
        assertThat(remains(folder)).isEmpty();
    }

    /** Starts a worker and stops it; its id. */
    private String stopped(WorkerAddress address) {
        try (SharedWorker worker = stage.connect(address, stage.spec(SharedEcho.class))) {
            assertThat(worker.startedHere()).isTrue();
            Stage.await("the stop", worker.stop());
            assertThat(isAlive(worker.pid())).isFalse();
            return worker.id().value();
        }
    }

    /** All that is in the folder, but the logs, which are kept. */
    private static List<Path> remains(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> !file.toString().endsWith(".log")).toList();
        }
    }
}
