package dev.workerkit.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.SpecException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgramTest {

    @TempDir Path directory;
    private Path first;
    private Path second;
    private String path;

    @BeforeEach
    void makePath() throws IOException {
        first = Files.createDirectory(directory.resolve("first"));
        second = Files.createDirectory(directory.resolve("second"));
        path = first + ":" + second;
    }

    @Test
    void aWordIsLookedUpOnThePathInItsOrder() throws IOException {
        file(second, "tool", "rwx------");
        assertThat(resolve("tool")).isEqualTo(second.resolve("tool"));
        file(first, "tool", "rwx------");
        assertThat(resolve("tool")).isEqualTo(first.resolve("tool"));
    }

    @Test
    void whatCanNotBeExecutedIsPassedOverOnThePath() throws IOException {
        file(first, "tool", "rw-------");
        Path tool = file(second, "tool", "rwx------");
        assertThat(resolve("tool")).isEqualTo(tool);
    }

    @Test
    void aDirectoryIsPassedOverOnThePath() throws IOException {
        Files.createDirectory(first.resolve("tool"));
        Path tool = file(second, "tool", "rwx------");
        assertThat(resolve("tool")).isEqualTo(tool);
    }

    @Test
    void aSlashMakesItRelativeToTheWorkingDirectory() throws IOException {
        Path tool = file(second, "tool", "rwx------");
        assertThat(resolve("second/tool")).isEqualTo(tool);
        assertThat(resolve(tool.toString())).isEqualTo(tool);
    }

    @Test
    void anEmptyEntryOfThePathIsTheWorkingDirectory() throws IOException {
        Path tool = file(directory, "tool", "rwx------");
        assertThat(Program.resolve("launch.command", "tool", first + ":", directory))
                .isEqualTo(tool);
    }

    @Test
    void withoutPathTheUsualDirectoriesAreLookedThrough() {
        assertThat(Program.resolve("launch.command", "sh", null, directory).getFileName())
                .hasToString("sh");
    }

    @Test
    void notFoundTellsWhereItWasLookedFor() {
        assertThatThrownBy(() -> resolve("tool"))
                .isInstanceOf(SpecException.class)
                .hasMessageStartingWith("launch.command: 'tool' was not found; looked for ")
                .hasMessageContaining(first + "/tool, " + second + "/tool");
        assertThatThrownBy(() -> resolve("./tool"))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("was not found");
    }

    @Test
    void notFoundTellsOfEachFolderOnceAndOfAFew() {
        String path = "/1:/2:/1:/3:/2:/4:/5:/6:/5";
        assertThatThrownBy(() -> Program.resolve("f", "no-tool", path, directory))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining(
                        "looked for /1/no-tool, /2/no-tool, /3/no-tool, /4/no-tool and in 2 other"
                                + " folders of PATH;");
    }

    @Test
    void notExecutableIsTold() throws IOException {
        file(second, "tool", "rw-------");
        assertThatThrownBy(() -> resolve("tool"))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("was found but is not executable")
                .hasMessageContaining("chmod +x");
    }

    @Test
    void aDirectoryIsTold() {
        assertThatThrownBy(() -> resolve("./first"))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("is a directory");
    }

    private Path resolve(String word) {
        return Program.resolve("launch.command", word, path, directory).normalize();
    }

    private static Path file(Path directory, String name, String permissions) throws IOException {
        return Files.createFile(
                directory.resolve(name),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions)));
    }
}
