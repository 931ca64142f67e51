package dev.workerkit.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ClassDataArchiveTest {

    @Test
    void aUserWithoutAHomeGetsNoFilesInTheWorkingDirectory() {
        assertThat(ClassDataArchive.cacheFolder(null, "?", null)).isEmpty();
        assertThat(ClassDataArchive.cacheFolder("relative", "?", "")).isEmpty();
        assertThat(ClassDataArchive.cacheFolder(null, "?", "/home/me"))
                .contains(Path.of("/home/me/.cache/workerkit"));
    }

    @Test
    void theCacheFolderThatTheUserNamesIsTaken() {
        assertThat(ClassDataArchive.cacheFolder("/cache", "/home/me", "/home/me"))
                .contains(Path.of("/cache/workerkit"));
        assertThat(ClassDataArchive.cacheFolder(null, "/home/me", "/elsewhere"))
                .contains(Path.of("/home/me/.cache/workerkit"));
    }
}
