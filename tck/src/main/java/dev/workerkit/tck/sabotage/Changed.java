package dev.workerkit.tck.sabotage;

import dev.workerkit.DesiredState;
import dev.workerkit.LogLine;
import dev.workerkit.LogStream;
import dev.workerkit.PoolSnapshot;
import dev.workerkit.PoolSpec;
import dev.workerkit.WorkerDeath;
import dev.workerkit.WorkerEvent;
import dev.workerkit.WorkerExit;
import dev.workerkit.WorkerId;
import dev.workerkit.WorkerSnapshot;
import dev.workerkit.WorkerSpec;
import dev.workerkit.WorkerState;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Values of the API in which one thing is another. */
final class Changed {

    private Changed() {}

    static WorkerSnapshot id(WorkerSnapshot of, WorkerId id) {
        return with(of, "id", id);
    }

    static WorkerSnapshot name(WorkerSnapshot of, String name) {
        return with(of, "name", name);
    }

    static WorkerSnapshot state(WorkerSnapshot of, WorkerState state) {
        return with(of, "state", state);
    }

    static WorkerSnapshot desired(WorkerSnapshot of, DesiredState desired) {
        return with(of, "desired", desired);
    }

    static WorkerSnapshot incarnation(WorkerSnapshot of, int incarnation) {
        return with(of, "incarnation", incarnation);
    }

    static WorkerSnapshot pid(WorkerSnapshot of, OptionalLong pid) {
        return with(of, "pid", pid);
    }

    static WorkerSnapshot lastExit(WorkerSnapshot of, Optional<WorkerExit> lastExit) {
        return with(of, "lastExit", lastExit);
    }

    static WorkerSnapshot nextStart(WorkerSnapshot of, Optional<Instant> nextStart) {
        return with(of, "nextStart", nextStart);
    }

    static WorkerSnapshot waitsFor(WorkerSnapshot of, List<String> waitsFor) {
        return with(of, "waitsFor", waitsFor);
    }

    static WorkerSnapshot forbidden(WorkerSnapshot of, Optional<String> forbidden) {
        return with(of, "forbidden", forbidden);
    }

    static WorkerSnapshot statusText(WorkerSnapshot of, Optional<String> statusText) {
        return with(of, "statusText", statusText);
    }

    static WorkerEvent sequence(WorkerEvent of, long sequence) {
        return with(of, "sequence", sequence);
    }

    static WorkerEvent worker(WorkerEvent of, WorkerId worker) {
        return with(of, "worker", worker);
    }

    static WorkerEvent incarnation(WorkerEvent of, int incarnation) {
        return with(of, "incarnation", incarnation);
    }

    static WorkerEvent states(WorkerEvent of, WorkerState from, WorkerState to) {
        return with(with(of, "from", from), "to", to);
    }

    static WorkerEvent exit(WorkerEvent of, Optional<WorkerExit> exit) {
        return with(of, "exit", exit);
    }

    static WorkerEvent cause(WorkerEvent of, String cause) {
        return with(of, "cause", cause);
    }

    static WorkerDeath exit(WorkerDeath of, WorkerExit exit) {
        return with(of, "exit", exit);
    }

    static WorkerDeath wasReady(WorkerDeath of, boolean wasReady) {
        return with(of, "wasReady", wasReady);
    }

    static WorkerDeath cause(WorkerDeath of, String cause) {
        return with(of, "cause", cause);
    }

    static WorkerDeath lastLines(WorkerDeath of, List<LogLine> lastLines) {
        return with(of, "lastLines", lastLines);
    }

    static LogLine time(LogLine of, Instant time) {
        return with(of, "time", time);
    }

    static LogLine worker(LogLine of, WorkerId worker) {
        return with(of, "worker", worker);
    }

    static LogLine text(LogLine of, String text) {
        return with(of, "text", text);
    }

    static LogLine stream(LogLine of, LogStream stream) {
        return with(of, "stream", stream);
    }

    static LogLine incarnation(LogLine of, int incarnation) {
        return with(of, "incarnation", incarnation);
    }

    static PoolSnapshot members(PoolSnapshot of, List<PoolSnapshot.Member> members) {
        return with(of, "members", members);
    }

    static PoolSpec member(PoolSpec of, WorkerSpec member) {
        return with(of, "member", member);
    }

    /** The same record but for one component. */
    private static <R extends Record> R with(R of, String component, Object value) {
        RecordComponent[] components = of.getClass().getRecordComponents();
        try {
            Class<?>[] types = new Class<?>[components.length];
            Object[] values = new Object[components.length];
            for (int i = 0; i < components.length; i++) {
                types[i] = components[i].getType();
                values[i] =
                        components[i].getName().equals(component)
                                ? value
                                : components[i].getAccessor().invoke(of);
            }
            @SuppressWarnings("unchecked")
            Constructor<R> canonical = (Constructor<R>) of.getClass().getDeclaredConstructor(types);
            return canonical.newInstance(values);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Can't change " + component + " of " + of, e);
        }
    }
}
