package dev.workerkit.tck.harness;

import dev.workerkit.Counter;
import dev.workerkit.DesiredState;
import dev.workerkit.LogLine;
import dev.workerkit.LogStream;
import dev.workerkit.WorkerDeath;
import dev.workerkit.WorkerEvent;
import dev.workerkit.WorkerException;
import dev.workerkit.WorkerExit;
import dev.workerkit.WorkerId;
import dev.workerkit.WorkerSnapshot;
import dev.workerkit.WorkerState;
import dev.workerkit.WorkerStatus;
import java.util.List;
import java.util.OptionalDouble;

/** Reads values of the API from what a harness told. */
final class Replies {

    private Replies() {}

    static WorkerSnapshot snapshot(Told told) {
        return new WorkerSnapshot(
                id(told, "worker"),
                told.text("name"),
                told.constant("state", WorkerState.class),
                told.constant("desired", DesiredState.class),
                told.count("incarnation"),
                told.optionalWhole("pid"),
                told.time("since"),
                told.optionalObject("exit").map(Replies::exit),
                told.optionalTime("nextStart"),
                told.texts("waitsFor"),
                told.optionalText("forbidden"),
                told.optionalText("status"));
    }

    static WorkerEvent event(Told told) {
        return new WorkerEvent(
                told.whole("sequence"),
                told.time("time"),
                id(told, "worker"),
                told.text("name"),
                told.count("incarnation"),
                told.constant("from", WorkerState.class),
                told.constant("to", WorkerState.class),
                told.optionalObject("exit").map(Replies::exit),
                told.text("cause"));
    }

    static WorkerDeath death(Told told) {
        return new WorkerDeath(
                told.count("incarnation"),
                told.time("started"),
                told.time("ended"),
                told.flag("wasReady"),
                exit(told.object("exit")),
                told.text("cause"),
                told.objects("lastLines", Replies::line));
    }

    static LogLine line(Told told) {
        return new LogLine(
                told.time("time"),
                id(told, "worker"),
                told.text("name"),
                told.count("incarnation"),
                told.constant("stream", LogStream.class),
                told.text("text"));
    }

    static WorkerStatus status(Told told) {
        return new WorkerStatus(told.text("text"), told.objects("counters", Replies::counter));
    }

    private static Counter counter(Told told) {
        return refusing(
                told,
                () ->
                        new Counter(
                                told.text("name"),
                                told.number("value"),
                                told.optionalText("unit"),
                                bound(told, "min"),
                                bound(told, "max"),
                                told.optionalText("warning").map(dev.workerkit.Range::parse),
                                told.optionalText("critical").map(dev.workerkit.Range::parse)));
    }

    private static OptionalDouble bound(Told told, String name) {
        return told.has(name) ? OptionalDouble.of(told.number(name)) : OptionalDouble.empty();
    }

    private static WorkerExit exit(Told told) {
        String type = told.text("type");
        return switch (type) {
            case "code" -> new WorkerExit.Code(told.count("code"));
            case "signal" -> new WorkerExit.Signal(told.count("number"));
            case "out-of-memory" -> new WorkerExit.OutOfMemory();
            case "start-failure" -> new WorkerExit.StartFailure(told.text("reason"));
            case "timeout" -> new WorkerExit.Timeout(told.text("reason"));
            case "watchdog" -> new WorkerExit.Watchdog(told.text("reason"));
            case "lost" -> new WorkerExit.Lost(told.text("reason"));
            default ->
                    throw new Told.MalformedException(
                            "'type' of "
                                    + told.what()
                                    + " is '"
                                    + Excerpt.of(type)
                                    + "'; it must be code, signal, out-of-memory, start-failure,"
                                    + " timeout, watchdog or lost");
        };
    }

    static WorkerId id(Told told, String field) {
        return refusing(told, () -> new WorkerId(told.text(field)));
    }

    private static <T> T refusing(Told told, java.util.function.Supplier<T> value) {
        try {
            return value.get();
        } catch (WorkerException e) {
            throw new Told.MalformedException(told.what() + ": " + e.getMessage());
        }
    }

    static List<WorkerSnapshot> snapshots(Told told) {
        return told.objects("workers", Replies::snapshot);
    }
}
