package dev.workerkit.tck.examiner;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.tck.report.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ThrownTest {

    @TempDir private Path folder = Path.of("");

    @Test
    void whatTheTckCannotDoIsNotTheRuntimesFault() throws IOException {
        Files.createFile(folder.resolve("file"));

        assertThat(Thrown.verdict(new UncheckedIOException(notDeleted()))).isEqualTo(Verdict.ERROR);
    }

    private IOException notDeleted() throws IOException {
        try {
            Files.delete(folder);
        } catch (DirectoryNotEmptyException e) {
            return e;
        }
        throw new AssertionError("It was deleted");
    }

    @Test
    void aFailedAssertionIs() {
        assertThat(Thrown.verdict(new IllegalStateException(new AssertionError("not so"))))
                .isEqualTo(Verdict.FAILED);
    }
}
