package dev.workerkit.launch;

import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Where a user's files are kept that can be made again. */
public final class CacheFolder {

    private CacheFolder() {}

    /**
     * The kit's part of it, which need not be there yet.
     *
     * @return nothing if the user has no home
     */
    public static Optional<Path> ofThisUser() {
        return of(
                System.getenv("XDG_CACHE_HOME"),
                System.getProperty("user.home"),
                System.getenv("HOME"));
    }

    /** A user without a home is said to have "?" for one, which is no place for files. */
    static Optional<Path> of(
            @Nullable String cache, @Nullable String userHome, @Nullable String home) {
        if (cache != null && isAbsolute(cache)) {
            return Optional.of(Path.of(cache, "workerkit"));
        }
        return Stream.of(Optional.ofNullable(userHome), Optional.ofNullable(home))
                .flatMap(Optional::stream)
                .filter(CacheFolder::isAbsolute)
                .findFirst()
                .map(base -> Path.of(base, ".cache", "workerkit"));
    }

    private static boolean isAbsolute(String path) {
        return path.startsWith("/");
    }
}
