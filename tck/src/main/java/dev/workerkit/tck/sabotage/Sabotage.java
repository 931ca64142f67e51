package dev.workerkit.tck.sabotage;

import dev.workerkit.spi.WorkerRuntimeProvider;
import dev.workerkit.tck.RuntimeUnderTest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Breaks one requirement of a runtime in a way in which a vendor could break it by mistake, so that
 * it can be seen whether the verifications notice.
 *
 * @param id stable, of lower-case letters, digits and hyphens; says what it does, for example {@code
 *     restarts-on-exit-2}
 * @param requirement the id of the one that it breaks
 * @param alsoBreaks the ids of others that can't stay whole
 * @param wrong what the runtime does wrong, as a sentence without its full stop
 * @param deed how
 */
public record Sabotage(
        String id, String requirement, Set<String> alsoBreaks, String wrong, Deed deed) {

    /** The property by which a JVM is told of a sabotage. */
    static final String PROPERTY = "workerkit.tck.sabotage";

    /** Checks the form of the id. */
    public Sabotage {
        if (!id.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
            throw new IllegalArgumentException(
                    "'" + id + "' is no id of lower-case letters, digits and hyphens");
        }
        alsoBreaks = Set.copyOf(alsoBreaks);
    }

    /** Breaks one requirement and no other. */
    static Sabotage of(String id, String requirement, String wrong, Deed deed) {
        return new Sabotage(id, requirement, Set.of(), wrong, deed);
    }

    /** The same that can't but break these as well. */
    Sabotage alsoBreaking(String... requirements) {
        Set<String> all = new LinkedHashSet<>(alsoBreaks);
        all.addAll(List.of(requirements));
        return new Sabotage(id, requirement, all, wrong, deed);
    }

    /** The same runtime, broken; in JVMs that its verifications start, too. */
    public RuntimeUnderTest in(RuntimeUnderTest runtime) {
        List<String> settings = new ArrayList<>(runtime.settings());
        settings.add("-D" + PROPERTY + "=" + id);
        return new RuntimeUnderTest(
                runtime.name(),
                runtime.capabilities(),
                () -> in(runtime.provider().get()),
                settings,
                runtime.registered());
    }

    /** What makes the same runtimes, broken. */
    WorkerRuntimeProvider in(WorkerRuntimeProvider provider) {
        return deed.in(provider);
    }
}
