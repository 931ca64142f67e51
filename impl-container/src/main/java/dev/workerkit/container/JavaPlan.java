package dev.workerkit.container;

import dev.workerkit.WorkerSpec;
import dev.workerkit.container.engine.Mount;
import dev.workerkit.launch.WorkerPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * How the JVM of a worker is started in its container.
 *
 * @param inside its classes and options
 * @param jvm itself
 * @param archive what it starts from
 */
record JavaPlan(JavaInside inside, Jvm jvm, JvmArchive archive) {

    /**
     * One start: the archive is there by then, or not.
     *
     * @param words of the command
     * @param mounts of what it needs
     * @param variables beyond those of the worker's spec
     */
    record Start(List<String> words, List<Mount> mounts, Map<String, String> variables) {}

    /** Of a worker that belongs to a runtime. */
    Start next(WorkerPlan worker) {
        JvmArchive.Seen seen = archive.seen().get();
        return start(worker.spec(), inside.words(worker, jvm, seen.options()), seen);
    }

    /**
     * Of one that runs another main class of the kit's.
     *
     * @param further options of the JVM
     */
    Start next(WorkerSpec spec, List<String> further, String main, List<String> arguments) {
        JvmArchive.Seen seen = archive.seen().get();
        List<String> options = new ArrayList<>(seen.options());
        options.addAll(further);
        return start(spec, inside.words(spec, jvm, options, main, arguments), seen);
    }

    private Start start(WorkerSpec spec, List<String> words, JvmArchive.Seen seen) {
        List<Mount> mounts = new ArrayList<>(jvm.mounts());
        mounts.addAll(inside.mounts());
        seen.mount().ifPresent(mounts::add);
        Map<String, String> variables = new TreeMap<>(jvm.variables());
        variables.keySet().removeAll(spec.environment().keySet());
        return new Start(words, mounts, variables);
    }
}
