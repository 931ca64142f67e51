package dev.workerkit.channel;

import static dev.workerkit.channel.ChannelPair.LONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.ChannelSpec;
import dev.workerkit.SmallDisk;
import dev.workerkit.SpecException;
import dev.workerkit.WorkerException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A durable channel on a file system that others fill now and then. */
@Timeout(60)
class FullFolderTest {

    private static final int SIZE = 50_000;

    @TempDir private Path disk;

    private @Nullable SmallDisk mounted;

    @BeforeEach
    void mount() throws Exception {
        mounted = SmallDisk.mount(disk, "24m");
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted != null) {
            mounted.unmount();
        }
    }

    @Test
    void aFullDiskRefusesMessagesAndLosesNone() throws Exception {
        ChannelSpec spec =
                ChannelSpec.bytes().withCapacityBytes(8 << 20).withDurable(disk.resolve("d"));
        Path root = ChannelPair.newDirectory();
        try (DurableFolder lock = DurableFolder.open(disk.resolve("d"))) {
            assertThat(lock).isNotNull();
            MasterChannel master = MasterChannel.create(root, spec);
            master.attach(1);
            WorkerChannel worker = WorkerChannel.open(root, spec, 1);
            Deque<Integer> sent = new ArrayDeque<>();
            int next = 0;
            for (int round = 0; round < 10; round++) {
                Path filler = fillDisk();
                next = sendUntilRefused(master, sent, next);
                Files.delete(filler);
                for (int i = 0; i < 20; i++) {
                    master.send(message(next));
                    sent.add(next++);
                }
                while (!sent.isEmpty()) {
                    Received received = worker.take(LONG);
                    assertThat(received).isNotNull();
                    assertThat(received.bytes().getInt(0)).isEqualTo(sent.removeFirst());
                    received.acknowledge();
                }
                assertThat(worker.take(Duration.ZERO)).isNull();
            }
            worker.vanish();
            master.detach(1);
            master.end();
            master.discard();
        } finally {
            Deletion.of(root);
        }
    }

    @Test
    void aFullDiskKeepsNobodyFromTakingAFolderThatWasServedBefore() throws Exception {
        Path folder = disk.resolve("d");
        DurableFolder.open(folder).close();
        Path filler = fillDisk();

        // Twice: the first must not leave half a lock behind.
        DurableFolder.open(folder).close();
        DurableFolder.open(folder).close();

        Files.delete(filler);
    }

    @Test
    void aNewFolderOnAFullDiskIsRefusedOrTakenAndFreeAfterwards() throws Exception {
        Path folder = Files.createDirectory(disk.resolve("d"));
        Files.createFile(folder.resolve("master.lock"));
        Path filler = fillDisk();
        for (int i = 0; i < 2; i++) {
            try {
                DurableFolder.open(folder).close();
            } catch (SpecException refused) {
                assertThat(refused).hasMessageContaining("channel.directory");
            }
        }
        Files.delete(filler);

        DurableFolder.open(folder).close();
    }

    private Path fillDisk() throws IOException {
        Path filler = disk.resolve("filler");
        try (OutputStream out = Files.newOutputStream(filler)) {
            while (true) {
                out.write(new byte[4096]);
            }
        } catch (IOException full) {
            return filler;
        }
    }

    private static ByteBuffer message(int number) {
        return ByteBuffer.allocate(SIZE).putInt(number).rewind();
    }

    /** What is refused is not sent. */
    private static int sendUntilRefused(MasterChannel master, Deque<Integer> sent, int from) {
        int next = from;
        while (true) {
            try {
                master.send(message(next));
                sent.add(next++);
            } catch (WorkerException full) {
                assertThat(full).hasMessageContaining(" file system");
                return next;
            }
        }
    }
}
