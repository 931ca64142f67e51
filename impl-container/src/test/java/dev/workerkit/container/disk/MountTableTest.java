package dev.workerkit.container.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
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
                        new MountTable.Entry(KernelName.of(Path.of("/")), "/dev/vda"),
                        new MountTable.Entry(KernelName.of(Path.of("/a b\\c")), "/dev/loop0"));
    }

    @Test
    void aNameInAnotherLanguageIsNobodysTrouble() throws IOException {
        Path file =
                Files.write(
                        folder.resolve("mountinfo"),
                        "28 27 7:0 / /media/M\u00fcller rw shared:1 - vfat /dev/sdb1 rw\n"
                                .getBytes(StandardCharsets.ISO_8859_1));

        assertThat(MountTable.entries(file))
                .containsExactly(
                        new MountTable.Entry(new KernelName("/media/M\u00fcller"), "/dev/sdb1"));
    }

    @Test
    void whatIsBelowIsToldFromWhatHasAName() {
        KernelName media = new KernelName("/media");
        assertThat(new KernelName("/media/a/b").isBelow(media)).isTrue();
        assertThat(new KernelName("/media2").isBelow(media)).isFalse();
        assertThat(media.isBelow(media)).isFalse();
        assertThat(media.isBelow(new KernelName("/"))).isTrue();
        assertThat(new KernelName("/a b").path()).isEqualTo(Path.of("/a b"));
    }

    @Test
    void theRootOfTheMachineIsMounted() {
        assertThat(MountTable.isMounted(Path.of("/"))).isTrue();
        assertThat(MountTable.isMounted(folder)).isFalse();
    }
}
