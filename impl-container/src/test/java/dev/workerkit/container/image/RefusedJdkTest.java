package dev.workerkit.container.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.SpecException;
import dev.workerkit.WorkerException;
import dev.workerkit.launch.JavaHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** JDKs and folders of which no image can be made. No engine is asked. */
class RefusedJdkTest {

    private static final Path OWN = Path.of(System.getProperty("java.home"));

    @TempDir Path folder;

    private JavaImage image(Path home) {
        return JavaImage.of(new JavaHome(home, 17), folder.resolve("cache"));
    }

    @Test
    void aMissingFolderIsRefused() {
        refused(folder.resolve("missing"), "can't be read");
    }

    @Test
    void aRuntimeWithoutJlinkIsRefused() throws IOException {
        refused(jdk("#!/bin/sh\nexit 0\n", false), "holds no executable bin/jlink");
    }

    @Test
    void aJdkWithoutModulesToLinkFromIsRefused() throws IOException {
        refused(jdk("#!/bin/sh\nexit 0\n", true), "has no folder jmods to link from");
    }

    @Test
    void aJlinkThatFailsIsToldWithItsLastWords() throws IOException {
        Path home = jdk("#!/bin/sh\necho Error: out of luck\nexit 3\n", true);
        Files.createDirectory(home.resolve("jmods"));

        assertThatThrownBy(() -> image(home).id())
                .isInstanceOf(WorkerException.class)
                .hasMessageContaining(home.toString())
                .hasMessageContaining("failed with 3")
                .hasMessageContaining("Error: out of luck");
        assertThat(folder.resolve("cache/work")).doesNotExist();
    }

    @Test
    void aCacheThatCantBeWrittenIsTold() throws IOException {
        Path file = Files.createFile(folder.resolve("file"));

        assertThatThrownBy(() -> JavaImage.of(new JavaHome(OWN, 17), file.resolve("cache")).id())
                .isInstanceOf(WorkerException.class)
                .hasMessageContaining(file.toString());
    }

    @Test
    void aMissingEntryOfTheClassPathIsRefused() {
        assertThatThrownBy(() -> image(OWN).withClassPath(List.of(folder.resolve("missing.jar"))))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("bootstrap.classPath")
                .hasMessageContaining("missing.jar");
    }

    /** A copy of a JDK's outline, as packages of parts of it leave it. */
    private Path jdk(String jlink, boolean withJlink) throws IOException {
        Path home = Files.createDirectory(folder.resolve("jdk"));
        Files.createDirectories(home.resolve("bin"));
        Files.createDirectories(home.resolve("lib"));
        Files.createSymbolicLink(home.resolve("bin/java"), OWN.resolve("bin/java"));
        if (withJlink) {
            Path file = Files.writeString(home.resolve("bin/jlink"), jlink);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
        return home;
    }

    private void refused(Path home, String found) {
        assertThatThrownBy(() -> image(home).id())
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("bootstrap.javaHome")
                .hasMessageContaining(home.toString())
                .hasMessageContaining(found);
    }
}
