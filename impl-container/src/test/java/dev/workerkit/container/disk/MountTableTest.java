package dev.workerkit.container.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MountTableTest {

    @TempDir Path folder;

    @Test
    void escapedPlacesAreRead() throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("mountinfo"),
                        "27 1 254:0 / / rw - ext4 /dev/vda rw\n"
                                + "28 27 7:0 / /a\\040b\\134c rw shared:1 - ext4 /dev/loop0 rw\n");

        assertThat(MountTable.entries(file))
                .containsExactly(
                        new MountTable.Entry(Path.of("/"), "/dev/vda"),
                        new MountTable.Entry(Path.of("/a b\\c"), "/dev/loop0"));
    }

    @Test
    void theRootOfTheMachineIsMounted() {
        assertThat(MountTable.isMounted(Path.of("/"))).isTrue();
        assertThat(MountTable.isMounted(folder)).isFalse();
    }
}
