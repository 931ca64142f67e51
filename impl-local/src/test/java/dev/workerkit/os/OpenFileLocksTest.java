package dev.workerkit.os;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.killswitch.RecordLocks.OpenFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenFileLocksTest {

    @TempDir private Path folder = Path.of("");

    private final OpenFileLocks locks = new OpenFileLocks();
    private Path file = Path.of("");

    @BeforeEach
    void makeAFile() throws IOException {
        file = Files.createFile(folder.resolve("lock")).toRealPath();
    }

    @Test
    void oneOpeningKeepsAnotherOutUntilItIsClosed() throws IOException {
        OpenFile one = locks.open(file, true);
        try (OpenFile other = locks.open(file, true)) {
            assertThat(one.tryLock(0, true)).isTrue();
            assertThat(other.tryLock(0, false)).isFalse();
            assertThat(other.tryLock(1, true)).isTrue();

            one.close();

            assertThat(other.tryLock(0, false)).isTrue();
        }
    }

    /** As a child has one that is born at that moment. */
    @Test
    void aCopyOfTheDescriptorKeepsNoLock() throws IOException {
        try (OpenFile other = locks.open(file, true)) {
            OpenFile one = locks.open(file, true);
            assertThat(one.tryLock(0, true)).isTrue();
            assertThat(one.tryLock(1, true)).isTrue();
            try (Descriptor copy = copyOfTheLockedOne()) {
                one.close();

                assertThat(copy.isNone()).isFalse();
                assertThat(other.tryLock(0, true)).isTrue();
                assertThat(other.tryLock(1, true)).isTrue();
            }
        }
    }

    @Test
    void closingAgainTouchesNobodyElse() throws IOException {
        OpenFile one = locks.open(file, true);
        one.close();
        try (OpenFile next = locks.open(file, true);
                OpenFile other = locks.open(file, true)) {
            assertThat(next.tryLock(0, true)).isTrue();

            one.close();

            assertThat(other.tryLock(0, true)).isFalse();
        }
    }

    /** Whichever of the two it is that was opened later. */
    private Descriptor copyOfTheLockedOne() throws IOException {
        try (Stream<Path> links = Files.list(Path.of("/proc/self/fd"))) {
            int number =
                    links.filter(link -> leadsToTheFile(link))
                            .mapToInt(link -> Integer.parseInt(link.getFileName().toString()))
                            .max()
                            .orElseThrow();
            return new Descriptor(LibC.fcntl(number, LibC.F_DUPFD_CLOEXEC, 0));
        }
    }

    private boolean leadsToTheFile(Path link) {
        try {
            return Files.readSymbolicLink(link).equals(file);
        } catch (IOException e) {
            // It was closed meanwhile.
            return false;
        }
    }
}
