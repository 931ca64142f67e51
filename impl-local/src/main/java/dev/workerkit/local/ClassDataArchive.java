package dev.workerkit.local;

import dev.workerkit.BootstrapProfile;
import dev.workerkit.launch.CacheFolder;
import dev.workerkit.launch.ClassPath;
import dev.workerkit.launch.JavaHome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An archive of the classes that every worker's JVM loads, so that it need not load them one by
 * one: class-data sharing on Java 17 to 24, the ahead-of-time cache from 25 on. It is kept in the
 * user's cache folder, one for each JDK, set of options and build of the kit.
 */
final class ClassDataArchive {

    private static final System.Logger LOG = System.getLogger(ClassDataArchive.class.getName());

    static final int FIRST_WITH_AOT_CACHE = 25;

    /** Older ones are of JDKs and builds that are used no more. */
    private static final int KEPT = 8;

    private final boolean aotCache;
    private final Path file;

    private ClassDataArchive(boolean aotCache, Path file) {
        this.aotCache = aotCache;
        this.file = file;
    }

    /** The archive for these workers; empty if there can be none, or none is wanted. */
    static Optional<ClassDataArchive> of(
            JavaHome java, ClassPath classPath, BootstrapProfile profile) {
        boolean wanted =
                profile.classDataArchive()
                        && profile.classDataArchiveFile().isEmpty()
                        // It could not read what lies in this user's own folder.
                        && profile.identity().isEmpty();
        if (!wanted || !classPath.isArchivable()) {
            return Optional.empty();
        }
        boolean aotCache = java.feature() >= FIRST_WITH_AOT_CACHE;
        String suffix = aotCache ? ".aot" : ".jsa";
        Optional<Path> cache = CacheFolder.ofThisUser();
        if (cache.isEmpty()) {
            return Optional.empty();
        }
        return key(java, classPath, profile)
                .map(key -> new ClassDataArchive(aotCache, cache.get().resolve(key + suffix)));
    }

    /** Of all that the JVM checks when it opens an archive: one that does not fit is of no use. */
    private static Optional<String> key(
            JavaHome java, ClassPath classPath, BootstrapProfile profile) {
        StringBuilder facts = new StringBuilder();
        try {
            appendFile(facts, java.path().resolve("lib/modules").toRealPath());
            facts.append(java.options(profile.jvmOptions())).append(profile.jvmOptions());
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

    /** The options of a JVM that starts from the archive, if there is one by now. */
    List<String> optionsForUse() {
        if (!exists()) {
            return List.of();
        }
        touch();
        // Should it not fit after all, the JVM starts without it, and says nothing.
        return aotCache
                ? List.of("-XX:AOTCache=" + file, "-Xlog:aot=off", "-Xlog:cds=off")
                : List.of("-XX:SharedArchiveFile=" + file, "-Xlog:cds=off");
    }

    /** So that what is deleted is what is long unused. */
    private void touch() {
        try {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "The archive's time can't be set", e);
        }
    }

    /** The options of a JVM that writes an archive when it ends. */
    List<String> optionsForMaking(Path target) {
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
        Files.move(
                target, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        List<Path> newestFirst;
        try (Stream<Path> all = Files.list(file.getParent())) {
            newestFirst =
                    all.sorted(Comparator.comparing(ClassDataArchive::age).reversed()).toList();
        }
        for (Path old :
                newestFirst.subList(Math.min(KEPT, newestFirst.size()), newestFirst.size())) {
            Files.deleteIfExists(old);
        }
    }

    private static FileTime age(Path path) {
        try {
            return Files.getLastModifiedTime(path);
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }
}
