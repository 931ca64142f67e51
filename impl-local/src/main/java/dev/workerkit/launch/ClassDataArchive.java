package dev.workerkit.launch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An archive of the classes that every worker's JVM loads, so that it need not load them one by
 * one: class-data sharing on Java 17 to 24, the ahead-of-time cache from 25 on. It is kept in the
 * user's cache folder, one for each JDK or image, set of options and build of the kit.
 */
public final class ClassDataArchive {

    private static final System.Logger LOG = System.getLogger(ClassDataArchive.class.getName());

    private static final int FIRST_WITH_AOT_CACHE = 25;

    /** Older ones are of JDKs and builds that are used no more. */
    private static final int KEPT = 8;

    private static final Set<PosixFilePermission> READABLE =
            PosixFilePermissions.fromString("rw-r--r--");

    private static final String ARCHIVE = ".jsa";
    private static final String AOT_CACHE = ".aot";

    private final boolean aotCache;
    private final Path file;

    private ClassDataArchive(boolean aotCache, Path file) {
        this.aotCache = aotCache;
        this.file = file;
    }

    /** Whether JVMs of this feature version know the ahead-of-time cache. */
    public static boolean hasAotCache(int feature) {
        return feature >= FIRST_WITH_AOT_CACHE;
    }

    /**
     * The archive for JVMs that load from this class path.
     *
     * @param aotCache whether it is an ahead-of-time cache, for which a JVM starts another
     * @param files whose change makes an archive of no use, beside the first of the class path
     * @param words what else an archive is made for, such as options of the JVM
     * @return nothing if there can be none
     */
    public static Optional<ClassDataArchive> of(
            boolean aotCache, List<Path> files, List<String> words, ClassPath classPath) {
        Optional<Path> cache = CacheFolder.ofThisUser();
        if (cache.isEmpty() || !classPath.isArchivable()) {
            return Optional.empty();
        }
        return key(files, words, classPath)
                .map(key -> key + (aotCache ? AOT_CACHE : ARCHIVE))
                .map(name -> new ClassDataArchive(aotCache, cache.get().resolve(name)));
    }

    /** Of all that the JVM checks when it opens an archive: one that does not fit is of no use. */
    private static Optional<String> key(List<Path> files, List<String> words, ClassPath classPath) {
        StringBuilder facts = new StringBuilder();
        try {
            for (Path file : files) {
                appendFile(facts, file.toRealPath());
            }
            facts.append(words);
            for (String entry : classPath.first()) {
                appendFile(facts, Path.of(entry));
            }
            byte[] bytes = facts.toString().getBytes(StandardCharsets.UTF_8);
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes);
            return Optional.of(HexFormat.of().formatHex(hash, 0, 12));
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "No archive of classes", e);
            return Optional.empty();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    private static void appendFile(StringBuilder facts, Path path) throws IOException {
        facts.append(path)
                .append(':')
                .append(Files.size(path))
                .append(':')
                .append(Files.getLastModifiedTime(path).toMillis())
                .append('\n');
    }

    boolean exists() {
        return Files.isRegularFile(file);
    }

    /** Its file, if it is there by now; it will not be deleted soon. */
    public Optional<Path> find() {
        if (!exists()) {
            return Optional.empty();
        }
        touch();
        return Optional.of(file);
    }

    /**
     * The options of a JVM that starts from the archive.
     *
     * @param seen where that JVM sees its file
     */
    public List<String> optionsForUse(Path seen) {
        // Should it not fit after all, the JVM starts without it, and says nothing.
        return aotCache
                ? List.of("-XX:AOTCache=" + seen, "-Xlog:aot=off", "-Xlog:cds=off")
                : List.of("-XX:SharedArchiveFile=" + seen, "-Xlog:cds=off");
    }

    /** So that what is deleted is what is long unused. */
    private void touch() {
        try {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "The archive's time can't be set", e);
        }
    }

    /**
     * The options of a JVM that writes an archive when it ends.
     *
     * @param target where that JVM sees the file; it must be able to replace it
     */
    public List<String> optionsForMaking(Path target) {
        return aotCache
                ? List.of("-XX:AOTCacheOutput=" + target, "-Xlog:aot=off", "-Xlog:cds=off")
                : List.of("-XX:ArchiveClassesAtExit=" + target, "-Xlog:cds=off");
    }

    /** Where a new archive is written before it is {@link #publish published}. */
    Path newTarget() throws IOException {
        Files.createDirectories(file.getParent());
        return Files.createTempFile(file.getParent(), "making-", file.getFileName().toString());
    }

    /** Puts a new archive in its place, whole or not at all, and deletes those long unused. */
    void publish(Path target) throws IOException {
        // Workers may run as somebody else, and there is no secret in it.
        Files.setPosixFilePermissions(target, READABLE);
        Files.move(
                target, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        List<Path> newestFirst;
        try (Stream<Path> all = Files.list(file.getParent())) {
            newestFirst =
                    all.filter(ClassDataArchive::isArchive)
                            .sorted(Comparator.comparing(ClassDataArchive::age).reversed())
                            .toList();
        }
        for (Path old :
                newestFirst.subList(Math.min(KEPT, newestFirst.size()), newestFirst.size())) {
            Files.deleteIfExists(old);
        }
    }

    /** Images are kept beside them. */
    private static boolean isArchive(Path path) {
        String name = path.getFileName().toString();
        return (name.endsWith(ARCHIVE) || name.endsWith(AOT_CACHE)) && Files.isRegularFile(path);
    }

    private static FileTime age(Path path) {
        try {
            return Files.getLastModifiedTime(path);
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }
}
