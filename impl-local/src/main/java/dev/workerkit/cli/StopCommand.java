package dev.workerkit.cli;

import dev.workerkit.SharedWorker;
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
            "Stops a shared worker, for all its masters, and waits until it has stopped.",
            "That needs the worker's cookie."
        },
        footer = {
            "",
            "Ends with 0 if it has stopped, 1 if there is no connection to a worker,",
            "2 if it refused the cookie or did not stop in time."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class StopCommand implements Callable<Integer> {

    @CommandLine.Spec private CommandSpec command = CommandSpec.create();

    @Mixin private TargetOptions target = new TargetOptions();

    @Override
    public Integer call() {
        String stopped;
        target.requireCookie();
        try (Visit visit = target.visit()) {
            SharedWorker worker = visit.worker();
            stopped = worker.name() + " (" + worker.id() + ")";
            visit.stop();
        }
        PrintWriter out = command.commandLine().getOut();
        out.println("stopped " + stopped);
        out.flush();
        return ExitStatus.FINE;
    }
}
