package dev.workerkit.tck.verification;

import static dev.workerkit.WorkerState.BACKOFF;
import static dev.workerkit.WorkerState.COMPLETED;
import static dev.workerkit.WorkerState.FAILED;
import static dev.workerkit.WorkerState.KILLING;
import static dev.workerkit.WorkerState.PAUSED;
import static dev.workerkit.WorkerState.RUNNING;
import static dev.workerkit.WorkerState.STARTING;
import static dev.workerkit.WorkerState.STOPPED;
import static dev.workerkit.WorkerState.STOPPING;

import dev.workerkit.WorkerState;
import java.util.ArrayList;
import java.util.List;

/**
 * What a worker should be after a command or an exit, once it has come to rest. It ends as soon as
 * it is told to, is either ready at once or never, and waits in BACKOFF for ever.
 *
 * @param readyAtOnce whether it is ever ready
 * @param path all states that it should have been in, the last one that it is in
 * @param incarnation how often it should have been spawned
 * @param deaths how often it was started again since the last explicit start
 * @param removed whether it is forgotten
 */
record LifecycleModel(
        boolean readyAtOnce, List<WorkerState> path, int incarnation, int deaths, boolean removed) {

    /** How often it is started again after its death. */
    static final int LIMIT = 2;

    /** The signal that ends it counts as an exit with another code than 0 and 2. */
    static final int KILLED = 137;

    LifecycleModel {
        path = List.copyOf(path);
    }

    /** A worker that was just started. */
    static LifecycleModel started(boolean readyAtOnce) {
        return new LifecycleModel(readyAtOnce, List.of(), 0, 0, false).spawned(0);
    }

    WorkerState state() {
        return path.get(path.size() - 1);
    }

    boolean allows(Command command) {
        return !removed
                && switch (command) {
                    case STOP, KILL, RESTART -> true;
                    case START -> !state().isLive();
                    case REMOVE -> state().isTerminal();
                    case PAUSE -> state() == RUNNING;
                    case RESUME -> state() == PAUSED;
                };
    }

    LifecycleModel after(Command command) {
        return switch (command) {
            case START -> spawned(0);
            case RESTART -> state().isLive() ? in(STOPPING).spawned(0) : spawned(0);
            case STOP -> ended(STOPPING);
            case KILL -> ended(KILLING);
            case REMOVE -> new LifecycleModel(readyAtOnce, path, incarnation, deaths, true);
            case PAUSE -> in(PAUSED);
            case RESUME -> in(RUNNING);
        };
    }

    private LifecycleModel ended(WorkerState by) {
        return state().isLive() ? in(by).in(STOPPED) : state() == BACKOFF ? in(STOPPED) : this;
    }

    /** What follows when it exits by itself. */
    LifecycleModel afterExit(int code) {
        if (code == 0) {
            return in(COMPLETED);
        }
        if (code == 2 || deaths == LIMIT) {
            return in(FAILED);
        }
        LifecycleModel waiting = in(BACKOFF);
        return readyAtOnce
                ? waiting.spawned(deaths + 1)
                : new LifecycleModel(false, waiting.path, incarnation, deaths + 1, false);
    }

    private LifecycleModel spawned(int deathsBefore) {
        LifecycleModel starting =
                new LifecycleModel(
                        readyAtOnce, in(STARTING).path, incarnation + 1, deathsBefore, removed);
        return readyAtOnce ? starting.in(RUNNING) : starting;
    }

    private LifecycleModel in(WorkerState state) {
        List<WorkerState> longer = new ArrayList<>(path);
        longer.add(state);
        return new LifecycleModel(readyAtOnce, longer, incarnation, deaths, removed);
    }
}
