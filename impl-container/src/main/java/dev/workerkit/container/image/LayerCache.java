package dev.workerkit.container.image;

import dev.workerkit.os.FileTree;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;

/**
 * Layers that were built before, in a folder that only this user may change. A layer is found by
 * its name, and used while the files that it was made of are as they were. Many masters may use the
 * folder at the same time: only the holder of its lock builds or deletes.
 */
final class LayerCache {

    /** Part of all names; to be raised whenever a recipe changes what it puts into a layer. */
    static final int FORMAT = 4;

    /** The last used ones, in all masters of this user. */
    private static final int KEPT = 12;

    private static final String DESCRIPTION = ".layer";
    private static final String TAR = ".tar";
    private static final String FILES = ".files";
    private static final String LOCK = "lock";

    /** Containers have them mounted, which may live long. */
    private static final int KEPT_FOLDERS = 4;

    private static final int DIGITS = 24;

    /** How a layer is made. */
    interface Recipe {
        /**
         * Fills {@code content}.
         *
         * @param workplace an empty folder, deleted when the layer is made
         */
        void fill(LayerContent content, Path workplace) throws IOException;
    }

    /** What is to be in the cache. */
    record Order(String name, Recipe recipe) {}

    private final Path folder;

    LayerCache(Path folder) {
        this.folder = folder;
    }

    /** The layer if it was built before, and its sources are as they were. */
    Optional<Layer> find(Order order) throws IOException {
        Path file = file(order, DESCRIPTION);
        Optional<LayerDescription> found = LayerDescription.read(file);
        if (found.isEmpty() || !found.get().isFresh() || !hasTar(order, found.get())) {
            return Optional.empty();
        }
        try {
            // So that what is deleted is what is long unused.
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
        } catch (NoSuchFileException e) {
            // Another master has just deleted it.
            return Optional.empty();
        }
        return found.map(description -> layer(order, description));
    }

    private boolean hasTar(Order order, LayerDescription description) throws IOException {
        try {
            return Files.size(file(order, TAR)) == description.size();
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    private Layer layer(Order order, LayerDescription description) {
        return new Layer(file(order, TAR), description.digest(), description.size());
    }

    /** The lock that {@link #built} and {@link #verified} want held; waits for other masters. */
    FolderLock lock() throws IOException {
        Files.createDirectories(
                folder,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        return FolderLock.take(folder.resolve(LOCK));
    }

    /**
     * The layer, built if need be.
     *
     * @param lock from {@link #lock}, as a proof
     */
    Layer built(Order order, FolderLock lock) throws IOException {
        Optional<Layer> found = find(order);
        return found.isPresent() ? found.get() : build(order);
    }

    /**
     * The layer, built again if the bytes in the cache are not those that were written.
     *
     * @param lock from {@link #lock}, as a proof
     */
    Layer verified(Order order, FolderLock lock) throws IOException {
        Layer found = built(order, lock);
        return Sha256.of(found.tar()).equals(found.digest()) ? found : build(order);
    }

    /**
     * The files of a layer in a folder of this machine.
     *
     * @param lock from {@link #lock}, as a proof
     */
    Path unpacked(Layer layer, FolderLock lock) throws IOException {
        Path unpacked = folder.resolve(layer.digest().substring(0, DIGITS) + FILES);
        if (!Files.isDirectory(unpacked)) {
            Path workplace = emptyWorkplace();
            try {
                UnpackedLayer.write(layer, workplace.resolve("files"));
                Files.move(workplace.resolve("files"), unpacked, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                FileTree.delete(workplace);
            }
        }
        Files.setLastModifiedTime(unpacked, FileTime.from(Instant.now()));
        for (Path old : longestUnused(FILES, KEPT_FOLDERS)) {
            FileTree.delete(old);
        }
        return unpacked;
    }

    private Path emptyWorkplace() throws IOException {
        Path workplace = folder.resolve("work");
        if (Files.exists(workplace)) {
            // A master that was killed left it.
            FileTree.delete(workplace);
        }
        return Files.createDirectory(workplace);
    }

    private Layer build(Order order) throws IOException {
        Files.deleteIfExists(file(order, DESCRIPTION));
        Path workplace = emptyWorkplace();
        try {
            LayerContent content = new LayerContent();
            order.recipe().fill(content, Files.createDirectory(workplace.resolve("staged")));
            // Before they are read: a source that changes meanwhile is noticed by the next look.
            SortedMap<Path, String> sources = LayerDescription.states(content.sources());
            Path draft = workplace.resolve("layer" + TAR);
            String digest = write(content, draft);
            LayerDescription description = new LayerDescription(digest, Files.size(draft), sources);
            Files.move(draft, file(order, TAR), StandardCopyOption.ATOMIC_MOVE);
            description.write(file(order, DESCRIPTION));
            prune();
            return layer(order, description);
        } finally {
            FileTree.delete(workplace);
        }
    }

    private static String write(LayerContent content, Path file) throws IOException {
        MessageDigest digest = Sha256.digest();
        try (OutputStream output =
                new DigestOutputStream(
                        new BufferedOutputStream(Files.newOutputStream(file), 1 << 16), digest)) {
            content.writeTo(output);
        }
        return Sha256.hex(digest.digest());
    }

    /** Deletes the longest unused, and what a master that was killed did not describe. */
    private void prune() throws IOException {
        for (Path tar : ending(TAR)) {
            String name = tar.getFileName().toString();
            if (!Files.exists(folder.resolve(name.replace(TAR, DESCRIPTION)))) {
                Files.deleteIfExists(tar);
            }
        }
        for (Path old : longestUnused(DESCRIPTION, KEPT)) {
            String name = old.getFileName().toString();
            Files.deleteIfExists(old);
            Files.deleteIfExists(folder.resolve(name.replace(DESCRIPTION, TAR)));
        }
    }

    private List<Path> longestUnused(String suffix, int kept) throws IOException {
        List<Used> used = new ArrayList<>();
        for (Path path : ending(suffix)) {
            used.add(new Used(path, Files.getLastModifiedTime(path)));
        }
        used.sort(Comparator.comparing(Used::time).reversed());
        return used.stream().skip(kept).map(Used::path).toList();
    }

    private List<Path> ending(String suffix) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(suffix)).toList();
        }
    }

    private record Used(Path path, FileTime time) {}

    private Path file(Order order, String suffix) {
        return folder.resolve(order.name() + "-v" + FORMAT + suffix);
    }
}
