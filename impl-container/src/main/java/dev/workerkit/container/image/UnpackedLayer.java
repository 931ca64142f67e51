package dev.workerkit.container.image;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** The files of a layer in a folder of this machine, with the rights that they have in an image. */
final class UnpackedLayer {

    private static final Set<PosixFilePermission> PROGRAM =
            PosixFilePermissions.fromString("rwxr-xr-x");
    private static final Set<PosixFilePermission> DATA =
            PosixFilePermissions.fromString("rw-r--r--");
    private static final int EXECUTABLE = 0111;

    private UnpackedLayer() {}

    /** Writes them to a new folder. */
    static void write(Layer layer, Path folder) throws IOException {
        Files.createDirectory(folder);
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(
                        new BufferedInputStream(Files.newInputStream(layer.tar()), 1 << 16))) {
            for (TarArchiveEntry entry = tar.getNextEntry();
                    entry != null;
                    entry = tar.getNextEntry()) {
                write(tar, entry, folder.resolve(entry.getName()));
            }
        }
    }

    private static void write(TarArchiveInputStream tar, TarArchiveEntry entry, Path target)
            throws IOException {
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
        } else {
            Files.copy(tar, target);
        }
        Files.setPosixFilePermissions(target, (entry.getMode() & EXECUTABLE) == 0 ? DATA : PROGRAM);
    }
}
