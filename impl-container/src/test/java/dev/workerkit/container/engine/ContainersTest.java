package dev.workerkit.container.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.workerkit.container.NeedsEngine;
import dev.workerkit.container.TestImage;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@NeedsEngine
@Timeout(60)
class ContainersTest {

    private static final long SECONDS = 20;

    private final Map<String, String> labels =
            Map.of("dev.workerkit.test", UUID.randomUUID().toString());
    private final Captured captured = new Captured();
    private Engine engine;
    private String image;

    /** Keeps what a container writes. */
    private static final class Captured implements OutputSink {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private final ByteArrayOutputStream err = new ByteArrayOutputStream();
        private final CountDownLatch begun = new CountDownLatch(1);

        @Override
        public void out(byte[] bytes) {
            out.writeBytes(bytes);
            begun.countDown();
        }

        @Override
        public void err(byte[] bytes) {
            err.writeBytes(bytes);
        }

        String text() {
            return out.toString(StandardCharsets.UTF_8);
        }

        String errors() {
            return err.toString(StandardCharsets.UTF_8);
        }

        void awaitFirst() throws InterruptedException {
            assertThat(begun.await(SECONDS, TimeUnit.SECONDS)).as("some output").isTrue();
        }
    }

    @BeforeEach
    void connect() {
        engine = Engine.connect(Optional.empty());
        image = TestImage.in(engine);
    }

    @AfterEach
    void removeAll() {
        engine.containers().list(labels).forEach(each -> each.container().remove());
        engine.networks().list(labels).forEach(each -> engine.networks().remove(each.id()));
        engine.volumes().list(labels).forEach(each -> engine.volumes().remove(each.name()));
        engine.close();
    }

    private ContainerSpec shell(String line) {
        return ContainerSpec.of(image, "workerkit-test-" + UUID.randomUUID())
                .withCommand(List.of("/bin/sh", "-c", line))
                .withLabels(labels);
    }

    private Container create(ContainerSpec spec) {
        return engine.containers().create(spec);
    }

    /** Runs it to its end. */
    private int run(ContainerSpec spec) throws Exception {
        Container container = create(spec);
        Output output = container.attach(captured);
        int code = container.startAndAwait().get(SECONDS, TimeUnit.SECONDS);
        output.ended().get(SECONDS, TimeUnit.SECONDS);
        return code;
    }

    private Container started(ContainerSpec spec) throws InterruptedException {
        Container container = create(spec);
        container.attach(captured);
        container.start();
        captured.awaitFirst();
        return container;
    }

    @Test
    void aRunTellsAllItsOutputAndItsCode() throws Exception {
        assertThat(run(shell("seq 1 20000; echo oops >&2; exit 7"))).isEqualTo(7);

        assertThat(captured.text().lines()).hasSize(20000).endsWith("20000");
        assertThat(captured.errors()).isEqualTo("oops\n");
        ContainerState state = engine.containers().list(labels).get(0).container().inspect();
        assertThat(state.ended()).isTrue();
        assertThat(state.exitCode()).isEqualTo(7);
        assertThat(state.outOfMemory()).isFalse();
    }

    @Test
    void theEndOfOneThatIsWatchedBeforeItsStartIsNotMissed() throws Exception {
        Container container = create(shell("exit 3"));
        CompletableFuture<Integer> exit = container.nextExit();
        assertThat(exit).isNotDone();

        container.start();

        assertThat(exit.get(SECONDS, TimeUnit.SECONDS)).isEqualTo(3);
        assertThat(container.exit().get(SECONDS, TimeUnit.SECONDS)).isEqualTo(3);
    }

    @Test
    void noEndIsMissedHoweverSoonItIs() throws Exception {
        for (int i = 0; i < 5; i++) {
            Container container = create(shell("exit 3"));
            assertThat(container.startAndAwait().get(SECONDS, TimeUnit.SECONDS)).isEqualTo(3);
        }
    }

    @Test
    void whatWasNotAskedForIsNotGiven() throws Exception {
        int code =
                run(
                        shell(
                                        "id -u; touch /x || echo read-only;"
                                                + " touch /run/x || touch /var/tmp/x || echo all; cat /proc/self/status;"
                                                + " ls /sys/class/net")
                                .withPrivileges(Privileges.none().withUser("65534:65534")));

        assertThat(code).isZero();
        assertThat(captured.text())
                .startsWith("65534\nread-only\nall\n")
                .contains("CapEff:\t0000000000000000", "CapBnd:\t0000000000000000")
                .contains("NoNewPrivs:\t1")
                .doesNotContain("eth0");
    }

    @Test
    void limitsAreSet() throws Exception {
        int code =
                run(
                        shell("head -c 64M /dev/zero | tail > /dev/null; exit 5")
                                .withLimits(
                                        Limits.none()
                                                .withMemory(24 << 20)
                                                .withCpus(500_000_000)
                                                .withProcesses(20)));

        ContainerState state = engine.containers().list(labels).get(0).container().inspect();
        assertThat(code).isEqualTo(5);
        if (engine.facts().tellsOutOfMemory()) {
            assertThat(state.outOfMemory()).isTrue();
        }
    }

    @Test
    void mountsAreSeenAndKept(@TempDir Path folder) throws Exception {
        Path readable = Files.createDirectory(folder.resolve("readable"));
        Files.writeString(readable.resolve("file"), "hello");
        Path writable = Files.createDirectory(folder.resolve("writable"));
        List<Mount> mounts =
                List.of(
                        new Mount.Bind(readable, "/run/readable", true),
                        new Mount.Bind(writable, "/run/writable", false),
                        Mount.Tmpfs.scratch("/tmp", 1 << 20));

        run(
                shell(
                                "cat /run/readable/file; touch /run/readable/x || echo refused;"
                                        + " cat /run/readable/file > /run/writable/copy;"
                                        + " dd if=/dev/zero of=/tmp/big bs=1M count=2 || echo full")
                        .withMounts(mounts));

        assertThat(captured.text()).contains("hello", "refused", "full");
        assertThat(writable.resolve("copy")).hasContent("hello");
    }

    @Test
    void aSignalEndsTheFirstProcess() throws Exception {
        Container container =
                started(shell("trap 'exit 9' TERM; echo up; while :; do sleep 0.05; done"));
        CompletableFuture<Integer> exit = container.nextExit();

        container.kill("SIGTERM");

        assertThat(exit.get(SECONDS, TimeUnit.SECONDS)).isEqualTo(9);
        container.kill("SIGKILL");
    }

    @Test
    void aPauseStopsItAndTheRestGoesOn() throws Exception {
        Container container = started(shell("echo up; sleep 60"));

        container.pause();
        assertThat(container.inspect().paused()).isTrue();
        assertThat(container.inspect().running()).isTrue();
        container.unpause();

        assertThat(container.inspect().paused()).isFalse();
        assertThat(container.pids()).contains(container.inspect().pid().orElseThrow());
    }

    @Test
    void oneThatDoesNotRunHasNoProcesses() throws Exception {
        Container container = create(shell("exit 0"));
        assertThat(container.pids()).isEmpty();
        container.start();
        container.exit().get(SECONDS, TimeUnit.SECONDS);
        assertThat(container.pids()).isEmpty();
    }

    @Test
    void onePausedCanBeKilledAndRemoved() throws Exception {
        Container container = started(shell("echo up; sleep 60"));
        container.pause();
        CompletableFuture<Integer> exit = container.nextExit();

        container.kill("SIGKILL");

        // Docker kills it when it goes on.
        if (container.inspect().paused()) {
            container.unpause();
        }
        assertThat(exit.get(SECONDS, TimeUnit.SECONDS)).isEqualTo(137);
        container.remove();

        Container other = started(shell("echo up; sleep 60"));
        other.pause();
        other.remove();
        assertThatThrownBy(other::inspect).isInstanceOf(NotFoundException.class);
    }

    @Test
    void aProgramThatIsMissingIsToldAtOnceAndLeavesNothingRunning() {
        Container container =
                create(
                        ContainerSpec.of(image, "workerkit-test-" + UUID.randomUUID())
                                .withCommand(List.of("/bin/no-such-program"))
                                .withLabels(labels));

        assertThatThrownBy(
                        () -> {
                            container.attach(captured);
                            container.start();
                        })
                .isInstanceOf(EngineException.class)
                .isNotInstanceOf(EngineGoneException.class)
                .hasMessageContaining("/bin/no-such-program");
        assertThat(container.inspect().running()).isFalse();
    }

    @Test
    void whatIsGoneCanNotBeAttachedTo() {
        Container container = create(shell("exit 0"));
        container.remove();

        assertThatThrownBy(() -> container.attach(captured)).isInstanceOf(NotFoundException.class);
    }

    @Test
    void underAnInitASignalThatIsNotHandledEndsIt() throws Exception {
        assumeTrue(engine.facts().hasInit(), "the engine has no init");
        Container container = started(shell("echo up; exec sleep 60").withInit(true));
        CompletableFuture<Integer> exit = container.nextExit();

        container.kill("SIGTERM");

        assertThat(exit.get(SECONDS, TimeUnit.SECONDS)).isEqualTo(143);
    }

    @Test
    void aCommandInsideHasStreamsAndACode() throws Exception {
        Container container = started(shell("echo up; sleep 60"));
        Captured inside = new Captured();

        Exec exec =
                container.exec(
                        ExecSpec.of(List.of("/bin/sh", "-c", "cat; echo bad >&2; exit 4"))
                                .withInput(),
                        inside);
        try (OutputStream input = exec.input()) {
            input.write("given\n".getBytes(StandardCharsets.UTF_8));
        }

        assertThat(exec.exit().get(SECONDS, TimeUnit.SECONDS)).isEqualTo(4);
        assertThat(inside.text()).isEqualTo("given\n");
        assertThat(inside.errors()).isEqualTo("bad\n");
    }

    @Test
    void aTerminalInsideHasTheSizeItIsGiven() throws Exception {
        Container container = started(shell("echo up; sleep 60"));
        Captured inside = new Captured();

        Exec exec =
                container.exec(ExecSpec.of(List.of("/bin/sh")).withTerminal().withInput(), inside);
        exec.resize(123, 45);
        exec.input().write("stty size; exit 6\n".getBytes(StandardCharsets.UTF_8));

        assertThat(exec.exit().get(SECONDS, TimeUnit.SECONDS)).isEqualTo(6);
        assertThat(inside.text()).contains("45 123");
    }

    @Test
    void aCommandInsideOneThatDoesNotRunIsRefused() {
        Container container = create(shell("exit 0"));

        assertThatThrownBy(() -> container.exec(ExecSpec.of(List.of("/bin/true")), new Captured()))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("running");
    }

    @Test
    void oneThatIsGoneIsNotFoundAndMayBeRemovedAgain() {
        Container container = create(shell("exit 0"));
        container.remove();
        container.remove();

        assertThatThrownBy(container::inspect).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(container::start)
                .isInstanceOf(NotFoundException.class)
                .hasMessageContainingAll("start the container", "said:");
    }

    @Test
    void aNameThatIsTakenIsAConflict() {
        ContainerSpec spec = shell("exit 0");
        create(spec);

        assertThatThrownBy(() -> create(spec))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining(spec.name());
    }

    @Test
    void anImageThatIsMissingIsToldWithItsLikes() {
        assertThatThrownBy(
                        () -> create(ContainerSpec.of("workerkit-test-toolz:1", "workerkit-none")))
                .isInstanceOf(ImageMissingException.class)
                .hasMessageContaining("there are")
                .hasMessageContaining(image)
                .hasMessageContaining("docker pull workerkit-test-toolz:1");
    }

    @Test
    void containersInANetworkKnowEachOtherByName() throws Exception {
        String network =
                engine.networks()
                        .create(
                                new NetworkSpec(
                                        "workerkit-test-" + UUID.randomUUID(),
                                        labels,
                                        Optional.of("10.213.77.0/28"),
                                        true,
                                        Map.of()));
        assertThat(engine.networks().list(labels))
                .extracting(Networks.Found::subnets)
                .containsExactly(List.of("10.213.77.0/28"));

        run(
                shell("ls /sys/class/net; cat /etc/hosts")
                        .withConnectivity(
                                new Connectivity(
                                        List.of(
                                                new Connectivity.Attachment(
                                                        network, List.of("me"))),
                                        Map.of("other", "10.213.77.9"),
                                        List.of())));

        assertThat(captured.text()).contains("eth0", "10.213.77.9\tother");
    }

    @Test
    void volumesAreFoundByTheirLabels() throws Exception {
        String name = "workerkit-test-" + UUID.randomUUID();
        engine.volumes().create(name, labels, Map.of());
        run(
                shell("touch /data/x; ls /data")
                        .withMounts(List.of(new Mount.Volume(name, "/data", false))));

        assertThat(captured.text()).isEqualTo("x\n");
        assertThat(engine.volumes().list(labels)).extracting(Volumes.Found::name).contains(name);
        Map<String, String> more = new HashMap<>(labels);
        more.put("dev.workerkit.other", "1");
        assertThat(engine.volumes().list(more)).isEmpty();
    }

    @Test
    void eventsAreToldInTheirOrder() throws Exception {
        List<String> actions = new CopyOnWriteArrayList<>();
        CountDownLatch destroyed = new CountDownLatch(1);
        EventStream events =
                engine.events(
                        labels,
                        event -> {
                            actions.add(event.action());
                            if (event.action().equals("destroy")) {
                                destroyed.countDown();
                            }
                        });
        Container container = create(shell("exit 3"));
        CompletableFuture<Integer> exit = container.nextExit();
        container.start();
        exit.get(SECONDS, TimeUnit.SECONDS);
        container.remove();
        assertThat(destroyed.await(SECONDS, TimeUnit.SECONDS)).isTrue();
        events.close();
        assertThat(actions).containsSubsequence("create", "start", "die", "destroy");
    }

    @Test
    void eventsBeginAndEndThoughNothingHappens() throws Exception {
        Set<Thread> before = listeners();
        long begin = System.nanoTime();
        EventStream events = engine.events(labels, event -> {});
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);

        assertThat(millis).isLessThan(1_000);
        Set<Thread> own = listeners();
        own.removeAll(before);
        assertThat(own).hasSize(1);
        events.close();
        for (Thread each : own) {
            each.join(TimeUnit.SECONDS.toMillis(SECONDS));
            assertThat(each.isAlive()).isFalse();
        }
    }

    private static Set<Thread> listeners() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(each -> each.getName().equals("workerkit-engine-events"))
                .collect(Collectors.toSet());
    }
}
