package dev.workerkit.local;

import dev.workerkit.SpecException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds the file of a program by its name, as execvp(3) does. */
public final class Program {

    /** What a C library takes if there is no PATH. */
    private static final String DEFAULT_PATH = "/usr/bin:/bin";

    private static final int TOLD = 4;

    private Program() {}

    /**
     * The absolute path of a program's file.
     *
     * @param field where the word is from, for the error
     * @param word with a slash a path, relative to the working directory; else looked up
     * @param path the worker's PATH; an empty entry stands for the working directory
     * @throws SpecException if there is no such program
     */
    static Path resolve(String field, String word, @Nullable String path, Path workingDirectory) {
        Path base = workingDirectory.toAbsolutePath();
        if (word.indexOf('/') >= 0) {
            return requireExecutable(field, base.resolve(word));
        }
        Set<Path> candidates = new LinkedHashSet<>();
        for (String entry : (path == null ? DEFAULT_PATH : path).split(":", -1)) {
            candidates.add(base.resolve(entry).resolve(word));
        }
        for (Path candidate : candidates) {
            if (Files.isRegularFile(candidate) && Files.isExecutable(candidate)) {
                return candidate;
            }
        }
        for (Path candidate : candidates) {
            if (Files.exists(candidate)) {
                return requireExecutable(field, candidate);
            }
        }
        throw new SpecException(
                field,
                "'" + word + "' was not found; looked for " + told(candidates),
                "install it, give its path, or set PATH in the worker's environment");
    }

    private static String told(Set<Path> candidates) {
        String first =
                candidates.stream()
                        .limit(TOLD)
                        .map(Path::toString)
                        .collect(Collectors.joining(", "));
        int others = candidates.size() - TOLD;
        return others > 0 ? first + " and in " + others + " other folders of PATH" : first;
    }

    private static Path requireExecutable(String field, Path file) {
        if (!Files.exists(file)) {
            throw new SpecException(
                    field,
                    "'" + file + "' was not found",
                    "give a path that is absolute or relative to the working directory");
        }
        if (Files.isDirectory(file)) {
            throw new SpecException(
                    field, "'" + file + "' is a directory", "name the program in it");
        }
        if (!Files.isExecutable(file)) {
            throw new SpecException(
                    field,
                    "'" + file + "' was found but is not executable",
                    "run chmod +x on it, or name its interpreter as the program");
        }
        return file;
    }
}
