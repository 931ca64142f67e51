package dev.workerkit.tck.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.workerkit.Channel;
import dev.workerkit.ChannelSpec;
import dev.workerkit.Delivery;
import dev.workerkit.RuntimeOptions;
import dev.workerkit.SpecException;
import dev.workerkit.Worker;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerSpec;
import dev.workerkit.tck.Requirement;
import dev.workerkit.tck.fixture.Clumsy;
import dev.workerkit.tck.fixture.DurableMaster;
import dev.workerkit.tck.fixture.Echo;
import dev.workerkit.tck.fixture.Keeping;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Messages in a folder outlive those who send and take them. */
class DurableChannels {

    private static final Duration USUAL = Duration.ofSeconds(10);
    private static final int CAPACITY = 1 << 20;

    /** To what a worker that kept messages left, and to one more. */
    private static final List<List<Object>> ANSWERS =
            List.of(List.of("2", 1), List.of("4", 1), List.of("5", 0), List.of("new", 0));

    @RegisterExtension final Stage stage = new Stage();

    private Path messages() {
        return stage.folder().resolve("messages");
    }

    private ChannelSpec durable() {
        return ChannelSpec.json().withDurable(messages());
    }

    private Channel startIn(WorkerRuntime runtime, Class<?> worker) {
        return stage.startIn(runtime, WorkerSpec.of(worker).withChannel(durable())).channel();
    }

    private WorkerRuntime another() {
        return stage.open(RuntimeOptions.defaults());
    }

    @Test
    @Requirement("WRK-DURABLE-008")
    void whatIsNotAcknowledgedOutlivesTheRuntimeInBothDirections() {
        try (WorkerRuntime first = another()) {
            Channel channel = startIn(first, Keeping.class);
            for (int number = 1; number <= 5; number++) {
                channel.send(String.valueOf(number));
            }
            assertTaken(channel, Keeping.FIRST, 0).acknowledge();
            assertTaken(channel, Keeping.SECOND, 0);
        }

        assertThatAllComesAgain();
    }

    /** After a {@link Keeping} worker that was sent the numbers from 1 to 5. */
    private void assertThatAllComesAgain() {
        Channel channel = startIn(another(), Clumsy.class);
        channel.send("new");
        assertTaken(channel, Keeping.SECOND, 1).acknowledge();
        for (List<Object> answer : ANSWERS) {
            assertTaken(channel, answer, 0).acknowledge();
        }
    }

    private static Delivery assertTaken(Channel channel, Object message, int attempts) {
        Delivery delivery = channel.take(Stage.session().patience(USUAL));
        assertThat(delivery).as("the delivery of %s", message).isNotNull();
        assertThat(delivery.message()).isEqualTo(message);
        assertThat(delivery.attempts()).as("attempts at %s", message).isEqualTo(attempts);
        return delivery;
    }

    @Test
    @Requirement("WRK-DURABLE-009")
    void theDeathOfTheMasterCostsNoMessage() {
        try (Master master =
                Master.of(DurableMaster.class, stage.folder(), messages().toString(), "5")) {
            master.kill();

            assertThatAllComesAgain();
        }
    }

    @Test
    @Requirement("WRK-DURABLE-009")
    void theDeathOfBothCostsNoMessage() {
        try (Master master =
                Master.of(DurableMaster.class, stage.folder(), messages().toString(), "5")) {
            master.workers().forEach(DurableChannels::kill);
            master.kill();

            assertThatAllComesAgain();
        }
    }

    /** Where its process is one of this machine; otherwise it ends with its master. */
    private static void kill(long worker) {
        ProcessHandle.of(worker).ifPresent(ProcessHandle::destroyForcibly);
    }

    @Test
    @Requirement("WRK-DURABLE-009")
    void theDeathOfTheWorkerCostsNoMessage() {
        Worker worker = stage.running(WorkerSpec.of(Clumsy.class).withChannel(durable()));
        Channel channel = worker.channel();

        for (String message : List.of("a", "halt", "b")) {
            channel.send(message);
        }

        assertTaken(channel, List.of("a", 0), 0).acknowledge();
        assertTaken(channel, List.of("halt", 1), 0).acknowledge();
        assertTaken(channel, List.of("b", 0), 0).acknowledge();
    }

    @Test
    @Requirement("WRK-DURABLE-010")
    void aFolderServesOneWorkerAtATime() {
        WorkerRuntime first = another();
        Worker holder = stage.startIn(first, WorkerSpec.of(Echo.class).withChannel(durable()));
        WorkerSpec second = WorkerSpec.of(Echo.class).withName("second").withChannel(durable());

        for (WorkerRuntime runtime : List.of(first, another())) {
            assertThatThrownBy(() -> runtime.start(second))
                    .isInstanceOf(SpecException.class)
                    .hasMessageContaining(messages().toString());
            assertThat(runtime.worker("second")).isEmpty();
        }
        Stage.await("the holder is stopped", holder.stop());
        assertThatThrownBy(() -> first.start(second)).isInstanceOf(SpecException.class);
        holder.remove();

        assertThat(startsWith(first, second)).isTrue();
    }

    @Test
    @Requirement("WRK-DURABLE-010")
    void aFolderIsFreeAsSoonAsItsWorkerIsRemoved() {
        WorkerRuntime runtime = another();
        WorkerSpec spec = WorkerSpec.of(Echo.class).withName("again").withChannel(durable());

        for (int round = 1; round <= 3; round++) {
            Worker worker = stage.startIn(runtime, spec);
            worker.channel().send("say it");
            Stage.await("the worker is stopped", worker.stop());
            worker.remove();
        }
    }

    private boolean startsWith(WorkerRuntime runtime, WorkerSpec spec) {
        try {
            stage.startIn(runtime, spec);
            return true;
        } catch (SpecException e) {
            return false;
        }
    }

    @Test
    @Requirement("WRK-DURABLE-010")
    void aFolderInUseIsRefusedToAnotherProcessUntilItsMasterDies() {
        try (Master master =
                Master.of(DurableMaster.class, stage.folder(), messages().toString(), "5")) {
            WorkerRuntime runtime = another();
            assertThatThrownBy(() -> startIn(runtime, Echo.class))
                    .isInstanceOf(SpecException.class)
                    .hasMessageContaining(messages().toString());

            master.kill();

            Stage.session()
                    .await(
                            "the folder is free",
                            () ->
                                    startsWith(
                                            runtime,
                                            WorkerSpec.of(Echo.class).withChannel(durable())),
                            started -> started);
        }
    }

    @Test
    @Requirement("WRK-DURABLE-011")
    void aFolderThatCanNotBeUsedIsRefused() throws IOException {
        Path file = Files.createFile(stage.folder().resolve("file"));
        for (Path path : List.of(file, file.resolve("below"))) {
            assertThatThrownBy(
                            () ->
                                    stage.start(
                                            WorkerSpec.of(Echo.class)
                                                    .withChannel(
                                                            ChannelSpec.json().withDurable(path))))
                    .isInstanceOf(SpecException.class)
                    .hasMessageContaining(file.toString());
        }
        assertThat(stage.runtime().workers()).isEmpty();
    }

    @Test
    @Requirement("WRK-DURABLE-011")
    void aFolderThatCanNotBeWrittenToIsRefused() {
        Path folder = unwritable();
        assertThatThrownBy(
                        () ->
                                stage.start(
                                        WorkerSpec.of(Echo.class)
                                                .withChannel(
                                                        ChannelSpec.json().withDurable(folder))))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining(folder.toString());
        assertThat(stage.runtime().workers()).isEmpty();
    }

    /** To the superuser, too, whom no permission keeps from anything. */
    private static Path unwritable() {
        Path kernels = Path.of("/proc/self/net");
        assumeTrue(Files.isDirectory(kernels), "no folder is known that nobody can write to");
        return kernels;
    }

    @Test
    @Requirement("WRK-DURABLE-012")
    void theFolderDoesNotGrowWithWhatHasPassed() {
        ChannelSpec spec = durable().withMaxMessageBytes(100_000).withCapacityBytes(CAPACITY);
        String message = "x".repeat(90_000);
        List<Long> left = new ArrayList<>();
        for (int session = 0; session < 2; session++) {
            WorkerRuntime runtime = another();
            Channel channel =
                    stage.startIn(runtime, WorkerSpec.of(Echo.class).withChannel(spec)).channel();
            for (int i = 0; i < 120; i++) {
                channel.send(message);
                assertTaken(channel, message, 0).acknowledge();
            }
            assertThat(bytes()).as("bytes in the folder").isLessThan(9L * CAPACITY);
            runtime.close();
            left.add(bytes());
        }
        assertThat(left).as("bytes in the folder after each session").allMatch(is -> is < CAPACITY);
        assertThat(left.get(1))
                .as("bytes after the second session")
                .isLessThanOrEqualTo(left.get(0));
    }

    private long bytes() {
        try (Stream<Path> files = Files.walk(messages())) {
            return files.filter(Files::isRegularFile).mapToLong(DurableChannels::bytesOf).sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long bytesOf(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            // Deleted meanwhile.
            return 0;
        }
    }
}
