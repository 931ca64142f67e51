package dev.workerkit.cli;

import dev.workerkit.RefusedException;
import dev.workerkit.SharedWorker;
import dev.workerkit.SpecException;
import dev.workerkit.UnsupportedException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;

/** {@code workerkit stop}. */
@Command(
        name = "stop",
        description = {
            "Stops a shared worker, for all its masters, and waits for its end.",
            "That needs the worker's cookie."
        },
        footer = {
            "",
            "Ends with 0 if it has stopped, 1 if there is no connection to a worker,"
                    + " 2 if it refused the cookie or did not stop in time."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class StopCommand implements Callable<Integer> {

    @CommandLine.Spec private CommandSpec command = CommandSpec.create();

    @Mixin private TargetOptions target = new TargetOptions();

    @Override
    public Integer call() {
        String stopped;
        try (Visit visit = target.visit()) {
            SharedWorker worker = visit.worker();
            requireCookie(worker);
            stopped = worker.name() + " (" + worker.id() + ")";
            stop(visit);
        }
        PrintWriter out = command.commandLine().getOut();
        out.println("stopped " + stopped);
        out.flush();
        return ExitStatus.FINE;
    }

    private void requireCookie(SharedWorker worker) {
        if (!target.mayHaveCookie()) {
            throw new SpecException(
                    "cookie",
                    "none is given, and without the worker's it does not stop",
                    "name its file with --cookie-file, or its variable with --cookie-env"
                            + orSignal(worker));
        }
    }

    /** The one way for a worker that was started without a cookie. */
    private static String orSignal(SharedWorker worker) {
        return worker.pid().isPresent()
                ? " (or send its process SIGTERM: kill " + worker.pid().getAsLong() + ")"
                : "";
    }

    private static void stop(Visit visit) {
        try {
            visit.stop();
        } catch (RefusedException e) {
            throw new RefusedException(
                    "Tried to stop the worker at "
                            + visit.worker().address()
                            + orSignal(visit.worker()),
                    e.disconnect());
        } catch (UnsupportedException e) {
            throw new UnsupportedException(
                    "No cookie is given, and the profile has none" + orSignal(visit.worker()));
        }
    }
}
