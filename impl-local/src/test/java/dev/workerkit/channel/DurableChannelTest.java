package dev.workerkit.channel;

import static dev.workerkit.channel.ChannelPair.LONG;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.ChannelSpec;
import dev.workerkit.SpecException;
import dev.workerkit.WorkerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** One folder and many masters, all in this process. */
@Timeout(60)
class DurableChannelTest {

    private Path roots = Path.of("/");
    private Path folder = Path.of("/");
    private ChannelSpec spec = ChannelSpec.json();
    private int masters;

    @BeforeEach
    void makeFolders() throws IOException {
        roots = ChannelPair.newDirectory();
        folder = roots.resolve("durable");
        spec = ChannelSpec.json().withDurable(folder);
    }

    @AfterEach
    void deleteFolders() {
        Deletion.of(roots);
    }

    /** A master and its worker's process. */
    private final class Session implements AutoCloseable {

        final DurableFolder lock;
        final MasterChannel master;
        WorkerChannel worker;
        private int incarnation = 1;
        private final Path root;

        Session() throws IOException {
            root = Files.createDirectory(roots.resolve("root" + ++masters));
            lock = DurableFolder.open(folder);
            master = MasterChannel.create(root, spec);
            master.attach(incarnation);
            worker = WorkerChannel.open(root, spec, incarnation);
        }

        void restartWorker() {
            worker.vanish();
            master.detach(incarnation);
            master.attach(++incarnation);
            worker = WorkerChannel.open(root, spec, incarnation);
        }

        @Override
        public void close() {
            worker.vanish();
            master.detach(incarnation);
            master.end();
            master.discard();
            lock.close();
        }
    }

    private static Received take(CodecChannel channel) {
        Received received = channel.take(LONG);
        assertThat(received).isNotNull();
        return received;
    }

    private static void assertNext(CodecChannel channel, Object message, int attempts) {
        Received received = take(channel);
        assertThat(received.message()).isEqualTo(message);
        assertThat(received.attempts()).as("attempts of %s", message).isEqualTo(attempts);
        received.acknowledge();
    }

    private static void assertNothing(CodecChannel channel) {
        assertThat(channel.take(Duration.ZERO)).isNull();
    }

    private List<String> queues() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.endsWith(".lock"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void bothDirectionsOutliveTheMaster() throws IOException {
        try (Session first = new Session()) {
            for (String message : List.of("done", "in hand", "waiting")) {
                first.master.send(message);
                first.worker.send("from worker: " + message);
            }
            take(first.worker).acknowledge();
            take(first.worker);
            take(first.master).acknowledge();
            take(first.master);
        }
        try (Session second = new Session()) {
            second.master.send("new");
            assertNext(second.worker, "in hand", 1);
            assertNext(second.worker, "waiting", 0);
            assertNext(second.worker, "new", 0);
            assertNothing(second.worker);
            assertNext(second.master, "from worker: in hand", 1);
            assertNext(second.master, "from worker: waiting", 0);
            assertNothing(second.master);
        }
        assertThat(queues()).isEmpty();
    }

    @Test
    void whoReceivesBeforeTheWorkerIsThereWaitsForIt() throws Exception {
        try (Session first = new Session()) {
            first.worker.send("of an earlier master's worker");
        }
        Path root = Files.createDirectory(roots.resolve("next"));
        try (DurableFolder lock = DurableFolder.open(folder)) {
            MasterChannel master = MasterChannel.create(root, spec);
            assertNext(master, "of an earlier master's worker", 0);

            assertNothing(master);
            assertThat(master.lookOut()).isFalse();
            CompletableFuture<Object> received =
                    CompletableFuture.supplyAsync(() -> take(master).message());
            master.attach(1);
            WorkerChannel worker = WorkerChannel.open(root, spec, 1);
            worker.send("of this one's");

            assertThat(received.get(60, TimeUnit.SECONDS)).isEqualTo("of this one's");
            assertThat(lock).isNotNull();
            worker.vanish();
            master.detach(1);
            master.end();
            master.discard();
        }
    }

    @Test
    void manySessionsAreReadInOrderAndLeaveNothing() throws IOException {
        for (int i = 0; i < 12; i++) {
            try (Session session = new Session()) {
                session.master.send(i);
                session.worker.send(i);
            }
        }
        try (Session last = new Session()) {
            for (int i = 0; i < 6; i++) {
                assertNext(last.worker, i, 0);
                assertNext(last.master, i, 0);
            }
            last.restartWorker();
            for (int i = 6; i < 12; i++) {
                assertNext(last.worker, i, 0);
                assertNext(last.master, i, 0);
            }
            assertNothing(last.worker);
            assertNothing(last.master);
        }
        assertThat(queues()).isEmpty();
    }

    @Test
    void aFolderIsOneMastersAlone() throws IOException {
        try (Session session = new Session()) {
            session.master.send(1);
            assertThatThrownBy(() -> DurableFolder.open(folder))
                    .isInstanceOf(SpecException.class)
                    .hasMessageContaining("channel.directory")
                    .hasMessageContaining(folder.toString())
                    .hasMessageContaining("this process");
            Path link = Files.createSymbolicLink(roots.resolve("link"), folder);
            assertThatThrownBy(() -> DurableFolder.open(link)).isInstanceOf(SpecException.class);
        }
        DurableFolder.open(folder).close();
    }

    @Test
    void aFolderThatCanNotBeUsedIsRefused() throws IOException {
        Path file = Files.createFile(roots.resolve("file"));

        assertThatThrownBy(() -> DurableFolder.open(file))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("is not a folder");
        assertThatThrownBy(() -> DurableFolder.open(file.resolve("below")))
                .isInstanceOf(SpecException.class);
        assertThatThrownBy(() -> DurableFolder.open(Path.of("/proc/self/durable")))
                .isInstanceOf(SpecException.class);
    }

    @Test
    void theFolderIsForItsUserAlone() throws IOException {
        DurableFolder.open(folder).close();

        assertThat(Files.getPosixFilePermissions(folder)).hasSize(3);
    }

    @Test
    void aWorkerOfAnEarlierMasterThatComesLateIsTurnedAway() throws IOException {
        Path root = Files.createDirectory(roots.resolve("early"));
        Files.createDirectory(folder);
        MasterChannel early = MasterChannel.create(root, spec);
        early.attach(1);
        try (Session session = new Session()) {
            session.worker.vanish();
            assertThatThrownBy(() -> WorkerChannel.open(root, spec, 1))
                    .isInstanceOf(WorkerException.class)
                    .hasMessageContaining("another master");
        }
    }

    @Test
    void whatAMasterWasMakingWhenItDiedIsClearedAway() throws IOException {
        try (Session session = new Session()) {
            session.master.send("kept");
        }
        Files.createDirectory(folder.resolve("to-7"));
        Files.createFile(folder.resolve("to-7").resolve("half"));
        Files.createFile(folder.resolve("from-8.page.new"));
        Files.createFile(folder.resolve("my own notes"));

        try (Session session = new Session()) {
            assertNext(session.worker, "kept", 0);
            assertThat(queues()).noneMatch(name -> name.equals("to-7"));
            assertThat(queues()).noneMatch(name -> name.startsWith("from-8"));
        }
        assertThat(queues()).containsExactly("my own notes");
    }

    @Test
    void otherLimitsCanBeGivenLater() throws IOException {
        spec = spec.withMaxMessageBytes(3 << 20);
        String large = "x".repeat(2 << 20);
        try (Session session = new Session()) {
            session.master.send(large);
            session.worker.send(large);
        }
        spec = spec.withMaxMessageBytes(1000).withCapacityBytes(1000);
        try (Session session = new Session()) {
            assertNext(session.worker, large, 0);
            assertNext(session.master, large, 0);
        }
    }

    @Test
    void theFolderDoesNotGrowWithWhatHasPassed() throws IOException, InterruptedException {
        spec = ChannelSpec.bytes().withCapacityBytes(4 << 20).withDurable(folder);
        long largest = 0;
        try (Session session = new Session()) {
            byte[] message = new byte[100_000];
            List<Received> kept = new ArrayList<>();
            for (int i = 0; i < 2_000; i++) {
                session.master.send(message);
                kept.add(take(session.worker));
                if (kept.size() == 20) {
                    kept.forEach(Received::acknowledge);
                    kept.clear();
                }
                if (i % 400 == 399) {
                    session.restartWorker();
                    kept.clear();
                    for (Received again = session.worker.take(Duration.ZERO);
                            again != null;
                            again = session.worker.take(Duration.ZERO)) {
                        again.acknowledge();
                    }
                    largest = Math.max(largest, ChannelPair.diskBytes(folder));
                }
            }
        }
        assertThat(largest).isLessThan(3 * (4 << 20));
        assertThat(queues()).isEmpty();
    }
}
