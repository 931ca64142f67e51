package dev.workerkit.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class FolderDeletionTest {

    private static final int MAKERS = 4;
    private static final int FILES = 5_000;

    @TempDir private Path parent = Path.of("");

    @Test
    void deletesWhatIsMadeMeanwhile() throws Exception {
        Path folder = Files.createDirectories(parent.resolve("folder"));
        CountDownLatch begun = new CountDownLatch(MAKERS);
        List<FutureTask<Boolean>> making = new ArrayList<>();
        for (int i = 0; i < MAKERS; i++) {
            String name = "made-by-" + i + "-";
            making.add(new FutureTask<>(() -> make(folder, name, begun)));
        }
        making.forEach(each -> new Thread(each).start());
        begun.await();

        FolderDeletion.of(folder);

        for (FutureTask<Boolean> each : making) {
            each.get();
        }
        assertThat(folder).doesNotExist();
        try (Stream<Path> left = Files.list(parent)) {
            assertThat(left).isEmpty();
        }
    }

    /** Until there is no more folder for them. */
    private static boolean make(Path folder, String name, CountDownLatch begun) throws IOException {
        try {
            for (int i = 0; i < FILES; i++) {
                Files.createFile(folder.resolve(name + i));
                begun.countDown();
            }
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }
}
