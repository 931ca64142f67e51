package dev.workerkit.container.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bytes of a layer. */
class LayerContentTest {

    @TempDir Path folder;

    @Test
    void timesRightsAndTheOrderOfFilesMakeNoDifference() throws IOException {
        Path first = Files.createDirectory(folder.resolve("first"));
        Path second = Files.createDirectory(folder.resolve("second"));
        for (String name : List.of("a", "b", "ü", "long".repeat(60))) {
            Files.writeString(first.resolve(name), "same");
        }
        for (String name : List.of("long".repeat(60), "ü", "b", "a")) {
            Path file = Files.writeString(second.resolve(name), "same");
            Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        }

        assertThat(bytes(copied(first))).isEqualTo(bytes(copied(second)));
    }

    @Test
    void allBelongsToRootAndCarriesNoTraceOfTheBuilder() throws IOException {
        Path file = Files.writeString(folder.resolve("run"), "#!/bin/sh\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        LayerContent content = copied(folder);
        content.folder("/tmp", 01777);

        List<TarArchiveEntry> entries = entries(bytes(content));

        assertThat(entries)
                .extracting(TarArchiveEntry::getName)
                .containsExactly("opt/", "opt/tree/", "opt/tree/run", "tmp/");
        assertThat(entries)
                .allSatisfy(
                        entry -> {
                            assertThat(entry.getLongUserId()).isZero();
                            assertThat(entry.getLongGroupId()).isZero();
                            assertThat(entry.getUserName()).isEmpty();
                            assertThat(entry.getGroupName()).isEmpty();
                            assertThat(entry.getLastModifiedDate())
                                    .isEqualTo("1980-01-01T00:00:00Z");
                        });
        assertThat(entries.get(2).getMode()).isEqualTo(0755);
        assertThat(entries.get(3).getMode()).isEqualTo(01777);
    }

    @Test
    void everyLinkOnTheWayToAFileComesWithIt() throws IOException {
        Path real = Files.createDirectories(folder.resolve("usr/lib"));
        Files.writeString(real.resolve("library.so.1.2"), "code");
        Files.createSymbolicLink(real.resolve("library.so.1"), Path.of("library.so.1.2"));
        Files.createSymbolicLink(folder.resolve("lib"), Path.of("usr/lib"));
        Files.createSymbolicLink(folder.resolve("lib64"), folder.resolve("lib"));
        LayerContent content = new LayerContent();

        content.host(folder.resolve("lib64/library.so.1"));

        String root = folder.toString().substring(1);
        assertThat(entries(bytes(content)).stream().filter(entry -> !entry.isDirectory()))
                .extracting(entry -> entry.getName() + " " + entry.getLinkName())
                .containsExactly(
                        root + "/lib usr/lib",
                        root + "/lib64 " + folder + "/lib",
                        root + "/usr/lib/library.so.1 library.so.1.2",
                        root + "/usr/lib/library.so.1.2 ");
    }

    @Test
    void linksWithoutAnEndAndMissingFilesAreTold() throws IOException {
        Path loop = Files.createSymbolicLink(folder.resolve("loop"), Path.of("loop"));

        assertThatThrownBy(() -> new LayerContent().host(loop))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("have no end");
        assertThatThrownBy(() -> new LayerContent().host(folder.resolve("missing")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("missing");
    }

    private static LayerContent copied(Path source) throws IOException {
        LayerContent content = new LayerContent();
        content.copy("/opt/tree", source);
        return content;
    }

    private static byte[] bytes(LayerContent content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        content.writeTo(bytes);
        return bytes.toByteArray();
    }

    private static List<TarArchiveEntry> entries(byte[] bytes) throws IOException {
        List<TarArchiveEntry> entries = new ArrayList<>();
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(
                        new ByteArrayInputStream(bytes), StandardCharsets.UTF_8.name())) {
            for (TarArchiveEntry e = tar.getNextEntry(); e != null; e = tar.getNextEntry()) {
                entries.add(e);
            }
        }
        return entries;
    }
}
