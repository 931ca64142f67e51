package dev.workerkit.sharing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.Await;
import dev.workerkit.WorkerAddress;
import dev.workerkit.os.LibC;
import java.io.IOException;
import java.net.InetAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of an address whose worker can't clear it away itself. */
class CaretakerTest {

    @TempDir Path folder;

    private Path socket;
    private Path lock;

    @BeforeEach
    void nameThem() {
        LibC.require();
        // Words of a command with blanks and quotes, and one that looks like an option.
        socket = folder.resolve("it's -a $(socket)");
        lock = Path.of(socket + ".lock");
    }

    /** Of an address whose lock the caretaker alone holds, as if the worker had ended already. */
    private Caretaker caretaker() {
        SharedPlace place = SharedPlace.at(socket).orElseThrow();
        Caretaker caretaker = Caretaker.of(place).orElseThrow();
        place.close();
        return caretaker;
    }

    @Test
    void theAddressIsTakenUntilTheWorkerHasEndedAndClearThen() {
        Caretaker caretaker = caretaker();
        assertThat(SharedPlace.at(socket)).isEmpty();
        assertThat(socket).exists();

        caretaker.close();

        SharedPlace.awaitVacant(new WorkerAddress.Unix(socket));
        assertThat(socket).doesNotExist();
        assertThat(lock).doesNotExist();
    }

    @Test
    void theFileOfAnotherStays() throws IOException {
        Caretaker caretaker = caretaker();
        Files.delete(socket);
        Files.delete(lock);
        try (ServerSocketChannel other = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            // The file system may give it the number that has just become free.
            Path unused = folder.resolve("unused");
            Files.createFile(unused);
            other.bind(UnixDomainSocketAddress.of(socket));
            Files.createFile(lock);

            caretaker.close();

            Await.until("the caretaker has gone", () -> caretakers() == 0);
            assertThat(socket).exists();
            assertThat(lock).exists();
        }
    }

    private long caretakers() {
        return ProcessHandle.allProcesses()
                .filter(each -> each.info().commandLine().orElse("").contains(socket.toString()))
                .count();
    }

    @Test
    void oneThatIsDismissedLeavesAllAsItIs() {
        Caretaker caretaker = caretaker();
        caretaker.dismiss();
        caretaker.close();

        Await.until("the caretaker has gone", () -> caretakers() == 0);
        assertThat(socket).exists();
        assertThat(lock).exists();
        try (SharedPlace next = SharedPlace.at(socket).orElseThrow()) {
            next.vacate();
        }
    }

    @Test
    void signalsToAllDoNotEndIt() {
        Caretaker caretaker = caretaker();
        Await.until("it is there", () -> caretakers() == 1);
        ProcessHandle.allProcesses()
                .filter(each -> each.info().commandLine().orElse("").contains(socket.toString()))
                .forEach(ProcessHandle::destroy);
        assertThat(caretakers()).isEqualTo(1);
        caretaker.close();
        SharedPlace.awaitVacant(new WorkerAddress.Unix(socket));
        assertThat(socket).doesNotExist();
    }

    @Test
    void aPortNeedsNone() {
        try (SharedPlace place =
                SharedPlace.at(InetAddress.getLoopbackAddress(), 0).orElseThrow()) {
            assertThat(Caretaker.of(place)).isEqualTo(Optional.empty());
        }
    }
}
