package dev.workerkit.os;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/** A folder with all that is in it. */
public final class FileTree {

    private FileTree() {}

    /**
     * Deletes it; what is gone already, or goes meanwhile, is no error.
     *
     * @throws IOException also if another file system is mounted in it, which is left as it is
     */
    public static void delete(Path root) throws IOException {
        Files.walkFileTree(root, new Deletion());
    }

    /** Deletes what it visits, a folder after its content. */
    private static final class Deletion extends SimpleFileVisitor<Path> {

        private @Nullable Object device;

        /** What is mounted in it is more than the folder: a disk that is to be kept, perhaps. */
        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes)
                throws IOException {
            Object found = Files.getAttribute(folder, "unix:dev", LinkOption.NOFOLLOW_LINKS);
            if (device == null) {
                device = found;
            }
            if (!device.equals(found)) {
                throw new FileSystemException(
                        folder.toString(), null, "something is mounted there; unmount it first");
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (failure instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw failure;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure)
                throws IOException {
            if (failure != null && !(failure instanceof NoSuchFileException)) {
                throw failure;
            }
            Files.deleteIfExists(folder);
            return FileVisitResult.CONTINUE;
        }
    }
}
