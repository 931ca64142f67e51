package dev.workerkit.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.workerkit.Capability;
import dev.workerkit.Disk;
import dev.workerkit.Endpoint;
import dev.workerkit.Isolation;
import dev.workerkit.LogLine;
import dev.workerkit.Mount;
import dev.workerkit.NetworkAccess;
import dev.workerkit.Relationship;
import dev.workerkit.RestartPolicy;
import dev.workerkit.RuntimeOptions;
import dev.workerkit.SpecException;
import dev.workerkit.Worker;
import dev.workerkit.WorkerExit;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerRuntimes;
import dev.workerkit.WorkerSpec;
import dev.workerkit.container.engine.Engine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Mounts, disks and relationships of workers. */
@NeedsEngine
@Timeout(180)
class BelongingsTest {

    private static final long LIMIT = 60;
    private static final long MEBIBYTE = 1L << 20;

    @TempDir Path folder;
    private WorkerRuntime runtime;

    @BeforeEach
    void open() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        runtime = WorkerRuntimes.open("container", RuntimeOptions.defaults());
    }

    @AfterEach
    void close() throws IOException {
        runtime.close();
        assertThat(Files.readString(Path.of("/proc/self/mountinfo"))).doesNotContain("/disks/");
    }

    private void needDisks() {
        assumeTrue(
                runtime.capabilities().contains(Capability.DISKS),
                "disks need root with CAP_SYS_ADMIN, and loop devices");
    }

    private static WorkerSpec shell(String line) {
        return WorkerSpec.shell(line).withRestart(RestartPolicy.never());
    }

    /** Runs it to its end, and tells what it said. */
    private List<String> said(WorkerSpec spec) {
        return said(runtime.start(spec));
    }

    private static List<String> said(Worker worker) {
        worker.ended().orTimeout(LIMIT, TimeUnit.SECONDS).join();
        return worker.log().tail(50).stream()
                .filter(line -> !line.stream().name().equals("MASTER"))
                .map(LogLine::text)
                .toList();
    }

    private static Worker ready(Worker worker) {
        worker.ready().orTimeout(LIMIT, TimeUnit.SECONDS).join();
        return worker;
    }

    @Test
    void whoWritesBeyondHisDiskIsToldAndHisNeighbourIsNot() {
        needDisks();
        String line = "head -c %d /dev/zero >/data/file; echo code $?; id -u; ls -ldn /data";
        WorkerSpec spec =
                shell(String.format(line, 20 * MEBIBYTE))
                        .withDisk(Disk.of(4 * MEBIBYTE))
                        .withMount(Mount.own("data", "/data"));

        assertThat(said(spec))
                .anyMatch(text -> text.contains("No space left on device"))
                .contains("code 1");
        assertThat(said(spec.withLaunch(shell(String.format(line, 2 * MEBIBYTE)).launch())))
                .contains("code 0");
    }

    @Test
    void eachIncarnationFindsTheDiskAndItGoesWithTheWorker() {
        needDisks();
        Worker worker =
                runtime.start(
                        WorkerSpec.shell(
                                        "echo $(ls /data | wc -l) found; date +%N >/data/$$-$(date"
                                                + " +%N); [ $(ls /data | wc -l) -ge 3 ] && exit 0;"
                                                + " exit 1")
                                .withDisk(Disk.of(4 * MEBIBYTE))
                                .withMount(Mount.own("data", "/data")));

        assertThat(said(worker)).containsSubsequence("0 found", "1 found", "2 found");
        worker.remove();
    }

    @Test
    void aKeptDiskIsFoundByTheNextWorkerAndServesOneAtATime() {
        needDisks();
        WorkerSpec spec =
                shell("cat /data/file; echo hello >/data/file; sleep 0.2")
                        .withDisk(Disk.of(4 * MEBIBYTE).keptIn(folder.resolve("kept")))
                        .withMount(Mount.own("data", "/data"));
        Worker first = runtime.start(spec);
        assertThatThrownBy(() -> runtime.start(spec))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("disk.directory")
                .hasMessageContaining(first.name());
        assertThat(said(first)).doesNotContain("hello");
        first.remove();

        assertThat(said(spec)).contains("hello");
    }

    @Test
    void aMountShowsWhatIsThereAndCanBeChangedOnlyIfItIsWritable() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "one\n");
        Path writable = Files.createDirectory(folder.resolve("writable"));
        Files.setPosixFilePermissions(writable, PosixFilePermissions.fromString("rwxrwxrwx"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);

        List<String> said =
                said(
                        shell(
                                        "cat /a; cat /l; (echo x >>/a) || echo read-only; echo new >/w/new; ls /t")
                                .withMount(Mount.host(file, "/a"))
                                .withMount(Mount.host(link, "/l"))
                                .withMount(Mount.temporary("/t", MEBIBYTE))
                                .withMount(new Mount.Host(writable, "/w", false).asWritable()));

        assertThat(said).contains("one", "one", "read-only");
        assertThat(writable.resolve("new")).hasContent("new");
        assertThat(file).hasContent("one");
    }

    @Test
    void mountsOfWhatIsNotThereOrTheRuntimesAreRefused() {
        Path missing = folder.resolve("missing");
        assertThatThrownBy(() -> runtime.start(shell("true").withMount(Mount.host(missing, "/a"))))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining(missing + " does not exist");
        Worker worker = ready(runtime.start(shell("sleep 1000")));
        try (Engine engine = Engine.connect(Optional.empty())) {
            String directory =
                    engine.containers()
                            .list(Map.of(WorkerLabels.WORKER, worker.id().value()))
                            .get(0)
                            .labels()
                            .get(WorkerLabels.DIRECTORY);
            assertThatThrownBy(
                            () ->
                                    runtime.start(
                                            shell("true")
                                                    .withMount(
                                                            Mount.host(Path.of(directory), "/a"))))
                    .isInstanceOf(SpecException.class)
                    .hasMessageContaining("the runtime's own");
        }
    }

    @Test
    void aWorkerReachesItsServiceOverRestartsAndNobodyElse() throws Exception {
        Worker service =
                runtime.start(
                        WorkerSpec.of(Dialling.class, "7000")
                                .withName("service")
                                .withEndpoint(Endpoint.of("http", 7000)));
        Worker other =
                runtime.start(
                        WorkerSpec.of(Dialling.class, "7000")
                                .withName("other")
                                .withIsolation(
                                        Isolation.strict().withNetwork(NetworkAccess.OUTBOUND)));
        Worker client =
                runtime.start(
                        WorkerSpec.of(Dialling.class, "")
                                .withName("client")
                                .withRelationship(Relationship.of("db", "service:http")));
        List.of(service, other, client).forEach(BelongingsTest::ready);

        assertThat(answer(client, "db:7000")).isEqualTo(service.id().value());
        assertThat(answer(client, "other:7000")).isEqualTo("UnknownHostException");
        assertThat(answer(client, "service:7000")).isEqualTo("UnknownHostException");
        service.restart().get(LIMIT, TimeUnit.SECONDS);
        ready(service);
        assertThat(answer(client, "db:7000")).isEqualTo(service.id().value());
        client.restart().get(LIMIT, TimeUnit.SECONDS);
        ready(client);
        assertThat(answer(client, "db:7000")).isEqualTo(service.id().value());
    }

    private static Object answer(Worker worker, String place) {
        worker.channel().send(place);
        return worker.channel().receive(Duration.ofSeconds(LIMIT));
    }

    @Test
    void relationshipsAreToldInTheEnvironment() {
        runtime.start(
                shell("sleep 1000").withName("service").withEndpoint(Endpoint.of("http", 7000)));

        assertThat(
                        said(
                                shell("echo $WORKERKIT_RELATIONSHIPS")
                                        .withRelationship(Relationship.of("db", "service:http"))))
                .containsExactly(
                        "{\"db\":[{\"host\":\"db\",\"port\":7000,\"scheme\":\"http\","
                                + "\"service\":\"service\",\"endpoint\":\"http\"}]}");
        assertThat(said(shell("echo $WORKERKIT_RELATIONSHIPS"))).containsExactly("{}");
    }

    @Test
    void aFolderThatTheWorkerReplacedByALinkIsNotMounted() {
        needDisks();
        Worker worker =
                runtime.start(
                        WorkerSpec.shell("rmdir /a/b; ln -s /etc /a/b; exit 1")
                                .withDisk(Disk.of(4 * MEBIBYTE))
                                .withMount(Mount.own("a", "/a"))
                                .withMount(Mount.own("a/b", "/a/c")));

        worker.ended().orTimeout(LIMIT, TimeUnit.SECONDS).join();

        assertThat(worker.snapshot().lastExit())
                .get()
                .isInstanceOfSatisfying(
                        WorkerExit.StartFailure.class,
                        failure ->
                                assertThat(failure.toString()).contains("'a/b'", "not a folder"));
    }
}
