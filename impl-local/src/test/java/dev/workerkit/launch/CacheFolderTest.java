package dev.workerkit.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class CacheFolderTest {

    @Test
    void aUserWithoutAHomeGetsNoFilesInTheWorkingDirectory() {
        assertThat(CacheFolder.of(null, "?", null)).isEmpty();
        assertThat(CacheFolder.of("relative", "?", "")).isEmpty();
        assertThat(CacheFolder.of(null, "?", "/home/me"))
                .contains(Path.of("/home/me/.cache/workerkit"));
    }

    @Test
    void theCacheFolderThatTheUserNamesIsTaken() {
        assertThat(CacheFolder.of("/cache", "/home/me", "/home/me"))
                .contains(Path.of("/cache/workerkit"));
        assertThat(CacheFolder.of(null, "/home/me", "/elsewhere"))
                .contains(Path.of("/home/me/.cache/workerkit"));
    }
}
