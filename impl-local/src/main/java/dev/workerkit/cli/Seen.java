package dev.workerkit.cli;

import dev.workerkit.SpecException;
import dev.workerkit.spi.RunningWorker;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** The workers that run, for who names one of them. */
record Seen(List<RunningWorker> workers) {

    private static final Table<RunningWorker> TABLE =
            Table.<RunningWorker>empty()
                    .withText("NAME", RunningWorker::name)
                    .withText("ID", worker -> worker.id().value())
                    .withFigure("START", worker -> Long.toString(worker.incarnation()))
                    .withText(
                            "SINCE",
                            worker -> worker.since().truncatedTo(ChronoUnit.SECONDS).toString())
                    .withText("STATE", worker -> worker.paused() ? "paused" : "")
                    .withText("IMAGE", worker -> worker.image().orElse(""));

    /** For people. */
    List<String> table() {
        return TABLE.rows(workers);
    }

    /**
     * The one of this id or name.
     *
     * @throws SpecException if there is none, or more than one of the name
     */
    RunningWorker named(String name) {
        List<RunningWorker> found =
                workers.stream().filter(worker -> worker.id().value().equals(name)).toList();
        if (found.isEmpty()) {
            found = workers.stream().filter(worker -> worker.name().equals(name)).toList();
        }
        if (found.size() == 1) {
            return found.get(0);
        }
        throw new SpecException(
                "worker",
                (found.isEmpty() ? "none" : found.size() + " workers")
                        + " with the name or id '"
                        + Printable.of(name)
                        + (found.isEmpty() ? "' runs" : "' run"),
                workers.isEmpty()
                        ? "none at all does"
                        : "name one of these by its id:\n"
                                + String.join(
                                        "\n", (found.isEmpty() ? this : new Seen(found)).table()));
    }
}
