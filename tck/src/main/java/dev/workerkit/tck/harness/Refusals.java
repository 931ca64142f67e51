package dev.workerkit.tck.harness;

import dev.workerkit.DuplicateNameException;
import dev.workerkit.IllegalLifecycleException;
import dev.workerkit.KillSwitchException;
import dev.workerkit.RuntimeClosedException;
import dev.workerkit.SpecException;
import dev.workerkit.UnsupportedException;
import dev.workerkit.WorkerException;
import dev.workerkit.WorkerState;

/** The errors that a harness may answer with, as exceptions of the API. */
final class Refusals {

    private Refusals() {}

    static WorkerException exception(Told error) {
        String kind = error.text("kind");
        String message = error.text("message");
        return switch (kind) {
            case "spec" ->
                    new SpecException(
                            error.text("field"),
                            message,
                            error.optionalText("advice").orElse("change it"));
            case "duplicate-name" -> new DuplicateNameException("worker", error.text("name"));
            case "illegal-lifecycle" ->
                    new IllegalLifecycleException(
                            error.optionalText("name").orElse("?"),
                            error.optionalText("command").orElse("do this with"),
                            error.constant("state", WorkerState.class),
                            message);
            case "unsupported" -> new UnsupportedException(message);
            case "closed" -> new RuntimeClosedException(message);
            case "kill-switch" -> new KillSwitchException(message);
            case "failed" -> new WorkerException(message);
            default ->
                    throw new Told.MalformedException(
                            "'kind' of an error is '"
                                    + Excerpt.of(kind)
                                    + "'; it must be spec, duplicate-name, illegal-lifecycle,"
                                    + " unsupported, closed, kill-switch or failed");
        };
    }
}
