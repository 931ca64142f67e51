package dev.workerkit.engine;

import dev.workerkit.Capability;
import dev.workerkit.LogFilter;
import dev.workerkit.LogLine;
import dev.workerkit.LogView;
import dev.workerkit.SharedWorker;
import dev.workerkit.SharedWorkerSpec;
import dev.workerkit.SharedWorkerUnavailableException;
import dev.workerkit.SpecException;
import dev.workerkit.WorkerAddress;
import dev.workerkit.WorkerExit;
import dev.workerkit.WorkerId;
import dev.workerkit.WorkerRuntime.Subscription;
import dev.workerkit.WorkerSpec;
import dev.workerkit.WorkerStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Launches workers without processes, which do at once what they are asked to. */
final class ObligingLauncher implements Launcher {

    /** What was asked of which worker, in order, for example {@code spawn 1 of web}. */
    final List<String> asked = Collections.synchronizedList(new ArrayList<>());

    final Set<Capability> capabilities = EnumSet.noneOf(Capability.class);

    /** Those for which there is no place. */
    final Set<String> homeless = ConcurrentHashMap.newKeySet();

    /** Those that do not end when they are asked to. */
    final Set<String> stubborn = ConcurrentHashMap.newKeySet();

    /** Those that can't be launched at all. */
    final Set<String> wrong = ConcurrentHashMap.newKeySet();

    final LogView log = new NoLines();

    /** What every worker answers when it is asked how it is. */
    final CompletableFuture<WorkerStatus> status = new CompletableFuture<>();

    volatile boolean closed;
    private final Map<String, Place> places = new ConcurrentHashMap<>();

    /** The worker of this name says that it is to be renewed. */
    void recycle(String name, int incarnation) {
        places.get(name).recycle(incarnation, "it is old");
    }

    /** Ends the worker of this name as if by itself. */
    void end(String name, WorkerExit exit) {
        places.get(name).end(exit);
    }

    @Override
    public Set<Capability> capabilities() {
        return capabilities;
    }

    @Override
    public void check(WorkerSpec spec) {
        if (spec.name().filter(wrong::contains).isPresent()) {
            throw new SpecException("command", "is wrong", "mend it");
        }
    }

    @Override
    public Workplace admit(WorkerId id, String name, WorkerSpec spec) {
        if (homeless.contains(name)) {
            throw new IllegalStateException("No place for " + name);
        }
        Place place = new Place(name);
        places.put(name, place);
        return place;
    }

    @Override
    public LogView log() {
        return log;
    }

    @Override
    public SharedWorker connect(WorkerAddress address, SharedWorkerSpec spec) {
        throw new SharedWorkerUnavailableException("Nobody at " + address, null);
    }

    @Override
    public void close() {
        closed = true;
    }

    private final class Place extends SimulatedWorkplace {
        private final String name;

        Place(String name) {
            this.name = name;
        }

        private void asks(String what) {
            ObligingLauncher.this.asked.add(what + " of " + name);
        }

        @Override
        public void spawn(int incarnation, Reports reports) {
            super.spawn(incarnation, reports);
            asks("spawn " + incarnation);
            spawned();
        }

        @Override
        public void askToStop(int incarnation, Duration grace) {
            super.askToStop(incarnation, grace);
            asks("stop " + incarnation);
            if (!stubborn.contains(name)) {
                end(new WorkerExit.Code(0));
            }
        }

        @Override
        public void kill(int incarnation) {
            super.kill(incarnation);
            asks("kill " + incarnation);
            end(new WorkerExit.Signal(9));
        }

        @Override
        public void pause(int incarnation) {
            super.pause(incarnation);
            paused(incarnation);
        }

        @Override
        public void resume(int incarnation) {
            super.resume(incarnation);
            resumed(incarnation);
        }

        @Override
        public CompletableFuture<WorkerStatus> query() {
            return status;
        }

        @Override
        public CompletableFuture<@Nullable Object> command(
                String command, @Nullable Object argument) {
            return CompletableFuture.completedFuture(command + " " + argument);
        }

        @Override
        public void forget() {
            super.forget();
            asks("forget");
        }
    }

    private static final class NoLines implements LogView {
        @Override
        public List<LogLine> tail(int lines, LogFilter filter) {
            return List.of();
        }

        @Override
        public Subscription follow(int lines, LogFilter filter, Consumer<LogLine> listener) {
            return () -> {};
        }
    }
}
