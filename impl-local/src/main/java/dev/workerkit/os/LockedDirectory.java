package dev.workerkit.os;

import dev.workerkit.WorkerException;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * A private directory, {@code BASE/workerkit-UID/TOKEN} where processes run, and a lock that tells everybody whether its
 * owner lives: the kernel drops the lock when the owner dies.
 *
 * <p>Where workers run as another user there is a guest: it may pass through a directory of its own,
 * {@code BASE/workerkit-UID-GUEST-GROUP/TOKEN}, to what belongs to it inside.
 */
public final class LockedDirectory implements AutoCloseable {

    private static final Pattern GUEST = Pattern.compile("(-\\d+-\\d+)?");
    private static final String LOCK = "lock";
    private static final String UNFINISHED = ".";
    private static final Duration UNFINISHED_AGE = Duration.ofMinutes(1);
    private static final int CREATE_ATTEMPTS = 100;
    private static final Pattern NAME = Pattern.compile("\\.?[a-z2-7]{8}");
    private static final Set<PosixFilePermission> PRIVATE =
            PosixFilePermissions.fromString("rwx------");
    private static final FileAttribute<Set<PosixFilePermission>> AS_PRIVATE =
            PosixFilePermissions.asFileAttribute(PRIVATE);

    private final Path path;
    private final LockFile lock;
    private boolean closed;

    private LockedDirectory(Path path, LockFile lock) {
        this.path = path;
        this.lock = lock;
    }

    /** The directory of this user under a base, for what is of no runtime, too. */
    public static Path home(Path base) {
        return home(RunKind.PROCESSES, base, Optional.empty());
    }

    /** The directory under a base that runtimes of a kind have, for workers of a guest if need be. */
    static Path home(RunKind kind, Path base, Optional<Ownership> guest) {
        String more = guest.map(each -> "-" + each.uid() + "-" + each.gid()).orElse("");
        return base.toAbsolutePath().resolve(nameFor(kind) + more);
    }

    private static String nameFor(RunKind kind) {
        return kind.prefix() + LibC.geteuid();
    }

    /** All homes of this user for a kind under a base: its own, and those with guests. */
    private static List<Path> homes(RunKind kind, Path base) throws IOException {
        List<Path> homes = new ArrayList<>();
        String own = nameFor(kind);
        try (DirectoryStream<Path> stream =
                Files.newDirectoryStream(base.toAbsolutePath(), own + "*")) {
            for (Path home : stream) {
                String more = home.getFileName().toString().substring(own.length());
                if (GUEST.matcher(more).matches() && isOwn(home)) {
                    homes.add(home);
                }
            }
        } catch (NoSuchFileException e) {
            return List.of();
        }
        return homes;
    }

    private static boolean isOwn(Path home) {
        try {
            Map<String, Object> found =
                    Files.readAttributes(home, "unix:uid,isDirectory", LinkOption.NOFOLLOW_LINKS);
            return Boolean.TRUE.equals(found.get("isDirectory"))
                    && Integer.valueOf(LibC.geteuid()).equals(found.get("uid"));
        } catch (IOException e) {
            // Gone meanwhile.
            return false;
        }
    }

    /**
     * Creates a directory and locks it. It is never visible under its name without being locked.
     *
     * @param home what it shall be in, which is made if need be
     * @param guest who may pass through it, besides its user
     * @throws WorkerException if the place is not safe
     */
    static LockedDirectory create(Path home, String token, Optional<Ownership> guest) {
        for (int attempt = 1; ; attempt++) {
            try {
                prepare(home, guest);
                return createIn(home, token, guest);
            } catch (IOException e) {
                // Gone is the home if another master removed it, being empty, between our steps.
                if (!(e instanceof NoSuchFileException) || attempt == CREATE_ATTEMPTS) {
                    throw failure("create a directory in " + home, e);
                }
            }
        }
    }

    private static void prepare(Path home, Optional<Ownership> guest) throws IOException {
        if (guest.isEmpty()) {
            requirePrivate(home);
            return;
        }
        createPrivate(home);
        if (!isOwn(home)) {
            throw unsafe(home, "is not a directory of its own");
        }
        guest.get().letPass(home);
    }

    private static LockedDirectory createIn(Path home, String token, Optional<Ownership> guest)
            throws IOException {
        Path unfinished = home.resolve(UNFINISHED + token);
        Files.createDirectory(unfinished, AS_PRIVATE);
        if (guest.isPresent()) {
            guest.get().letPass(unfinished);
        }
        LockFile lock =
                LockFile.tryTake(unfinished.resolve(LOCK))
                        .orElseThrow(() -> new IOException("somebody locked " + unfinished));
        Path path = home.resolve(token);
        Files.move(unfinished, path);
        return new LockedDirectory(path, lock);
    }

    Path path() {
        return path;
    }

    /** Deletes the directory with all in it, and the user's if it is empty then. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            delete(path);
        } finally {
            lock.close();
        }
    }

    /**
     * Deletes the directories of runtimes of a kind whose owners are dead.
     *
     * @param beforeDelete what to do first, given a dead owner's token; if it fails, the directory
     *     stays for the next sweep
     */
    static void sweep(RunKind kind, Path base, Consumer<String> beforeDelete) {
        try {
            homes(kind, base).forEach(home -> sweepHome(home, beforeDelete));
        } catch (IOException e) {
            throw failure("list " + base, e);
        }
    }

    private static void sweepHome(Path home, Consumer<String> beforeDelete) {
        for (Path candidate : children(home)) {
            String name = candidate.getFileName().toString();
            boolean unfinished = name.startsWith(UNFINISHED);
            if (NAME.matcher(name).matches() && !(unfinished && isYoung(candidate))) {
                sweepOne(candidate, name.replace(UNFINISHED, ""), beforeDelete);
            }
        }
    }

    private static void sweepOne(Path directory, String token, Consumer<String> beforeDelete) {
        Optional<LockFile> lock = tryLock(directory);
        // Without the file somebody has begun to delete the directory and may have died over it.
        if (lock.isEmpty() && Files.exists(directory.resolve(LOCK))) {
            return;
        }
        try {
            beforeDelete.accept(token);
            delete(directory);
        } catch (WorkerException e) {
            // A stranger's remains must not keep this master from working; the next one tries
            // again.
        } finally {
            lock.ifPresent(LockFile::close);
        }
    }

    private static Optional<LockFile> tryLock(Path directory) {
        try {
            return LockFile.tryTakeExisting(directory.resolve(LOCK));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Makes sure that a folder is there, and that only its user can enter it. */
    public static void requirePrivate(Path home) throws IOException {
        createPrivate(home);
        Map<String, Object> found =
                Files.readAttributes(
                        home, "unix:uid,permissions,isDirectory", LinkOption.NOFOLLOW_LINKS);
        String wrong = null;
        if (!Boolean.TRUE.equals(found.get("isDirectory"))) {
            wrong = "is not a directory";
        } else if (!Integer.valueOf(LibC.geteuid()).equals(found.get("uid"))) {
            wrong = "belongs to the user with the id " + found.get("uid");
        } else if (!PRIVATE.equals(found.get("permissions"))) {
            wrong = "can be entered by other users or not by its own, its mode is not 0700";
        }
        if (wrong != null) {
            throw unsafe(home, wrong);
        }
    }

    private static void createPrivate(Path home) throws IOException {
        try {
            Files.createDirectory(home, AS_PRIVATE);
        } catch (FileAlreadyExistsException e) {
            // Made by another master, or put there by somebody else: it is looked at.
        }
    }

    private static WorkerException unsafe(Path home, String wrong) {
        return new WorkerException(
                "The runtime needs a directory of its own, but "
                        + home
                        + " "
                        + wrong
                        + "; find out who made it and remove it");
    }

    private static List<Path> children(Path home) {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(home)) {
            stream.forEach(found::add);
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException e) {
            throw failure("list " + home, e);
        }
        return found;
    }

    private static boolean isYoung(Path directory) {
        try {
            Instant changed =
                    Files.getLastModifiedTime(directory, LinkOption.NOFOLLOW_LINKS).toInstant();
            return changed.isAfter(Instant.now().minus(UNFINISHED_AGE));
        } catch (IOException e) {
            // It has just got its name, or was deleted.
            return true;
        }
    }

    /** Deletes a directory and the home if it is empty then; others may be deleting it as well. */
    private static void delete(Path directory) {
        try {
            FileTree.delete(directory);
            Files.deleteIfExists(directory.getParent());
        } catch (DirectoryNotEmptyException | NoSuchFileException e) {
            // The home is in use, or somebody else was faster.
        } catch (IOException e) {
            throw failure("delete " + directory, e);
        }
    }

    private static WorkerException failure(String tried, IOException e) {
        return new WorkerException(
                "Tried to " + tried + ": " + e + "; look at its permissions and at the free space",
                e);
    }
}
