package dev.workerkit.container.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;

/**
 * The files of a layer. The same content gives the same bytes: entries are sorted, belong to root,
 * have one fixed time, and no rights but those for all to read or run.
 */
final class LayerContent {

    static final int FOLDER = 0755;
    static final int PROGRAM = 0755;
    static final int DATA = 0644;
    private static final int LINK = 0777;

    /** Zip files can't tell earlier times. */
    private static final Instant TIME = Instant.parse("1980-01-01T00:00:00Z");

    private static final int MOST_LINKS = 40;

    private sealed interface Item {}

    private record Folder(int mode) implements Item {}

    private record Link(String target) implements Item {}

    private record Bytes(byte[] bytes, int mode) implements Item {}

    private record Source(Path file) implements Item {}

    private final SortedMap<String, Item> items = new TreeMap<>();
    private final SortedSet<Path> sources = new TreeSet<>();

    /** A folder, for example {@code /tmp}. */
    void folder(String path, int mode) {
        put(path, new Folder(mode));
    }

    /** A file of given content. */
    void file(String path, byte[] content, int mode) {
        put(path, new Bytes(content, mode));
    }

    /** A symbolic link. */
    void link(String path, String target) {
        put(path, new Link(target));
    }

    /** Remembers a file of this machine as one that the layer depends on, be it there or not. */
    void source(Path source) {
        sources.add(source);
    }

    /** A copy of a file, or of a folder with all that is in it; links in the folder stay links. */
    void copy(String path, Path root) throws IOException {
        try (Stream<Path> found = Files.walk(root)) {
            for (Path file : (Iterable<Path>) found::iterator) {
                String relative = root.relativize(file).toString();
                String target = relative.isEmpty() ? path : path + "/" + relative;
                if (Files.isSymbolicLink(file) && !relative.isEmpty()) {
                    link(target, Files.readSymbolicLink(file).toString());
                } else if (Files.isDirectory(file)) {
                    folder(target, FOLDER);
                } else if (Files.isRegularFile(file)) {
                    put(target, new Source(file));
                }
            }
        }
    }

    /**
     * A file of this machine at its own path, with every symbolic link that leads to it.
     *
     * @throws IOException if it is missing, or its links have no end
     */
    void host(Path path) throws IOException {
        Optional<Path> open = Optional.of(path.toAbsolutePath().normalize());
        for (int links = 0; links < MOST_LINKS; links++) {
            open = behindFirstLink(open.get());
            if (open.isEmpty()) {
                return;
            }
        }
        throw new IOException("the symbolic links of " + path + " have no end");
    }

    /**
     * Takes what is on the way to {@code path}.
     *
     * @return where the first link on it leads; empty if there is none, and so the file is taken
     */
    private Optional<Path> behindFirstLink(Path path) throws IOException {
        Path way = path.getRoot();
        for (Path part : path) {
            way = way.resolve(part);
            sources.add(way);
            BasicFileAttributes found =
                    Files.readAttributes(way, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (found.isSymbolicLink()) {
                Path target = Files.readSymbolicLink(way);
                link(way.toString(), target.toString());
                return Optional.of(
                        way.resolveSibling(target).resolve(way.relativize(path)).normalize());
            }
            if (found.isRegularFile()) {
                put(way.toString(), new Source(way));
            }
        }
        if (Files.isDirectory(path)) {
            copy(path.toString(), path);
        }
        return Optional.empty();
    }

    private void put(String path, Item item) {
        String name = path.startsWith("/") ? path.substring(1) : path;
        for (int end = name.indexOf('/'); end >= 0; end = name.indexOf('/', end + 1)) {
            items.putIfAbsent(name.substring(0, end), new Folder(FOLDER));
        }
        items.put(name, item);
    }

    /** All files, folders and links of this machine that it was made of. */
    SortedSet<Path> sources() {
        return sources;
    }

    /** Writes it as a tar archive, and does not close {@code output}. */
    void writeTo(OutputStream output) throws IOException {
        TarArchiveOutputStream tar =
                new TarArchiveOutputStream(output, StandardCharsets.UTF_8.name());
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        tar.setAddPaxHeadersForNonAsciiNames(true);
        for (var item : items.entrySet()) {
            write(tar, item.getKey(), item.getValue());
        }
        tar.finish();
    }

    private static void write(TarArchiveOutputStream tar, String name, Item item)
            throws IOException {
        if (item instanceof Folder folder) {
            put(tar, new TarArchiveEntry(name + "/"), folder.mode);
        } else if (item instanceof Link link) {
            TarArchiveEntry entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
            entry.setLinkName(link.target);
            put(tar, entry, LINK);
        } else if (item instanceof Bytes bytes) {
            TarArchiveEntry entry = new TarArchiveEntry(name);
            entry.setSize(bytes.bytes.length);
            put(tar, entry, bytes.mode);
            tar.write(bytes.bytes);
        } else if (item instanceof Source source) {
            TarArchiveEntry entry = new TarArchiveEntry(name);
            entry.setSize(Files.size(source.file));
            put(tar, entry, isProgram(source.file) ? PROGRAM : DATA);
            try (InputStream input = Files.newInputStream(source.file)) {
                input.transferTo(tar);
            }
        }
        tar.closeArchiveEntry();
    }

    private static void put(TarArchiveOutputStream tar, TarArchiveEntry entry, int mode)
            throws IOException {
        entry.setModTime(Date.from(TIME));
        entry.setMode(mode);
        tar.putArchiveEntry(entry);
    }

    private static boolean isProgram(Path file) throws IOException {
        return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OWNER_EXECUTE);
    }
}
