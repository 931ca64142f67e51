package dev.workerkit.host;

import dev.workerkit.BootstrapProfile;
import dev.workerkit.BootstrapStage;
import dev.workerkit.SpecException;
import dev.workerkit.WorkerId;
import dev.workerkit.worker.BootstrapContext;
import dev.workerkit.worker.BootstrapHook;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The bootstrap hooks of a worker's process, and the running of them (WRK-BOOT-001). Without hooks
 * nothing is loaded for them.
 *
 * @param beforeLoading the names of the classes of stage 1
 * @param beforeConstruction those of stage 2
 * @param beforeRunning those of stage 3
 */
public record Hooks(
        List<String> beforeLoading, List<String> beforeConstruction, List<String> beforeRunning) {

    /** No hooks. */
    public static final Hooks NONE = new Hooks(List.of(), List.of(), List.of());

    private static final String FIELD = "bootstrap.hooks";

    /** Makes the lists immutable. */
    public Hooks {
        beforeLoading = List.copyOf(beforeLoading);
        beforeConstruction = List.copyOf(beforeConstruction);
        beforeRunning = List.copyOf(beforeRunning);
    }

    /** Those of a profile. */
    public static Hooks of(BootstrapProfile profile) {
        return new Hooks(
                profile.hooks(BootstrapStage.BEFORE_LOADING),
                profile.hooks(BootstrapStage.BEFORE_CONSTRUCTION),
                profile.hooks(BootstrapStage.BEFORE_RUNNING));
    }

    /** Those that {@link #values} stand for. */
    @SuppressWarnings("unchecked")
    public static Hooks of(List<?> values) {
        return new Hooks(
                (List<String>) values.get(0),
                (List<String>) values.get(1),
                (List<String>) values.get(2));
    }

    /** As they stand in a launch file. */
    public List<Object> values() {
        return List.of(beforeLoading, beforeConstruction, beforeRunning);
    }

    /**
     * Looks for all of them, so that a wrong one is refused before anything is started.
     *
     * @throws SpecException if one is missing, or is no hook
     */
    public void check(ClassLoader classes) {
        for (List<String> stage : List.of(beforeLoading, beforeConstruction, beforeRunning)) {
            for (String name : stage) {
                requireHook(load(name, classes));
            }
        }
    }

    /** Runs those of stage 1, for the worker of this class. */
    public void beforeLoading(WorkerId id, String name, String className) {
        if (!beforeLoading.isEmpty()) {
            run(BootstrapStage.BEFORE_LOADING, beforeLoading, id, name, className, null, null);
        }
    }

    /** Runs those of stage 2. */
    public void beforeConstruction(WorkerId id, String name, Class<?> type) {
        if (!beforeConstruction.isEmpty()) {
            run(
                    BootstrapStage.BEFORE_CONSTRUCTION,
                    beforeConstruction,
                    id,
                    name,
                    type.getName(),
                    type,
                    null);
        }
    }

    /** Runs those of stage 3. */
    public void beforeRunning(WorkerId id, String name, Object worker) {
        if (!beforeRunning.isEmpty()) {
            Class<?> type = worker.getClass();
            run(
                    BootstrapStage.BEFORE_RUNNING,
                    beforeRunning,
                    id,
                    name,
                    type.getName(),
                    type,
                    worker);
        }
    }

    private static void run(
            BootstrapStage stage,
            List<String> hooks,
            WorkerId id,
            String name,
            String className,
            @Nullable Class<?> type,
            @Nullable Object worker) {
        BootstrapContext context =
                new BootstrapContext(
                        stage,
                        id,
                        name,
                        className,
                        Optional.ofNullable(type),
                        Optional.ofNullable(worker));
        for (String hook : hooks) {
            Class<?> found = load(hook, Thread.currentThread().getContextClassLoader());
            requireHook(found);
            try {
                ((BootstrapHook) found.getConstructor().newInstance()).run(context);
            } catch (VirtualMachineError e) {
                throw e;
            } catch (Exception | Error e) {
                throw new HookException(hook, stage, e);
            }
        }
    }

    private static Class<?> load(String name, ClassLoader classes) {
        try {
            return Class.forName(name, false, classes);
        } catch (ClassNotFoundException | LinkageError e) {
            throw new SpecException(
                    FIELD,
                    "the class " + name + " can't be loaded: " + e,
                    "add it to the class path of workers");
        }
    }

    private static void requireHook(Class<?> type) {
        if (!BootstrapHook.class.isAssignableFrom(type)) {
            throw new SpecException(
                    FIELD, type.getName() + " is no hook", "let it implement BootstrapHook");
        }
        boolean usable =
                Modifier.isPublic(type.getModifiers())
                        && !Modifier.isAbstract(type.getModifiers())
                        && hasPublicConstructor(type);
        if (!usable) {
            throw new SpecException(
                    FIELD,
                    "no object of " + type.getName() + " can be made",
                    "let it be a public class with a public constructor without parameters");
        }
    }

    private static boolean hasPublicConstructor(Class<?> type) {
        try {
            type.getConstructor();
            return true;
        } catch (NoSuchMethodException e) {
            return false;
        }
    }
}
