package dev.workerkit.container.disk;

import dev.workerkit.WorkerException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** The loop devices of the machine, which make a file a disk. */
final class LoopDevices {

    private static final Path BLOCK_DEVICES = Path.of("/sys/block");

    /** What the kernel adds to the name of a file that was deleted. */
    private static final String DELETED = " (deleted)";

    private LoopDevices() {}

    /** Those that make this file a disk. */
    static List<Path> of(Path file) {
        return matching(KernelName.of(file)::equals);
    }

    /** Those that make a disk of any file below this folder. */
    static List<Path> below(Path folder) {
        KernelName above = KernelName.of(folder);
        return matching(file -> file.isBelow(above));
    }

    /** The file that a device makes a disk, if it is one of these and not free. */
    static Optional<Path> fileOf(String device) {
        if (!device.startsWith("/dev/loop")) {
            return Optional.empty();
        }
        return backingFile(BLOCK_DEVICES.resolve(Path.of(device).getFileName()))
                .map(KernelName::path);
    }

    private static List<Path> matching(Predicate<KernelName> wanted) {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> devices =
                Files.newDirectoryStream(BLOCK_DEVICES, "loop[0-9]*")) {
            for (Path device : devices) {
                if (backingFile(device).filter(wanted).isPresent()) {
                    found.add(Path.of("/dev").resolve(device.getFileName()));
                }
            }
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw new WorkerException(
                    "Tried to list " + BLOCK_DEVICES + ": " + e + "; see that it is there", e);
        }
        return found;
    }

    /** The file behind one; empty if it is free. */
    private static Optional<KernelName> backingFile(Path device) {
        try {
            String told =
                    Files.readString(
                            device.resolve("loop/backing_file"), StandardCharsets.ISO_8859_1);
            String file = told.strip();
            String name =
                    file.endsWith(DELETED)
                            ? file.substring(0, file.length() - DELETED.length())
                            : file;
            return Optional.of(name).filter(each -> !each.isEmpty()).map(KernelName::new);
        } catch (IOException e) {
            // Free, or just being let go.
            return Optional.empty();
        }
    }
}
