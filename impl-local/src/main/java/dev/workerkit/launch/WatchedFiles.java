package dev.workerkit.launch;

import dev.workerkit.WorkerSpec;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The files for whose change an incarnation is recycled, as they were when it was spawned.
 *
 * @param baseline how they were
 * @param recycle is told what is different, again and again
 */
record WatchedFiles(Map<Path, FileMark> baseline, Consumer<String> recycle) {

    /** The files of a worker as they are now; relative paths begin in its folder. */
    static Optional<WatchedFiles> of(WorkerSpec spec, Consumer<String> recycle) {
        if (spec.recycle().watched().isEmpty()) {
            return Optional.empty();
        }
        Path folder = spec.workingDirectory().orElse(Path.of("")).toAbsolutePath();
        Map<Path, FileMark> baseline = new LinkedHashMap<>();
        for (Path file : spec.recycle().watched()) {
            baseline.put(folder.resolve(file), FileMark.of(folder.resolve(file)));
        }
        return Optional.of(new WatchedFiles(baseline, recycle));
    }

    /** Looks at each file once, however many watch it. */
    static void compareAll(Collection<WatchedFiles> all) {
        Map<Path, FileMark> now = new HashMap<>();
        for (WatchedFiles each : all) {
            each.compare(file -> now.computeIfAbsent(file, FileMark::of));
        }
    }

    private void compare(Function<Path, FileMark> marks) {
        baseline.forEach(
                (file, before) -> {
                    FileMark now = marks.apply(file);
                    if (!now.equals(before)) {
                        recycle.accept("the file " + file + " has " + now.since(before));
                    }
                });
    }
}
