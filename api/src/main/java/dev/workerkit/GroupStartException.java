package dev.workerkit;

import java.util.List;
import java.util.stream.Collectors;

/** Not all workers of a group became ready. */
public class GroupStartException extends WorkerException {

    private static final long serialVersionUID = 1L;

    private final transient List<WorkerSnapshot> notReady;

    /** Tells which did not, and where they ended instead. */
    public GroupStartException(String group, List<WorkerSnapshot> notReady) {
        super(
                "Of the group '"
                        + group
                        + "' these did not become ready: "
                        + notReady.stream()
                                .map(GroupStartException::text)
                                .collect(Collectors.joining(", "))
                        + "; their logs tell more");
        this.notReady = List.copyOf(notReady);
    }

    private static String text(WorkerSnapshot worker) {
        return "'"
                + worker.name()
                + "' is "
                + worker.state()
                + worker.lastExit().map(exit -> " after " + exit.describe()).orElse("");
    }

    /** The workers that did not become ready, when they had ended. */
    public List<WorkerSnapshot> notReady() {
        return notReady;
    }
}
