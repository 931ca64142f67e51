package dev.workerkit.cli;

import dev.workerkit.KillSwitch;
import dev.workerkit.KillSwitchException;
import dev.workerkit.SpecException;
import dev.workerkit.launch.Opening;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code workerkit kill-switch}. */
@Command(
        name = "kill-switch",
        description = {
            "Shows what a kill switch forbids, or changes it. What runs is not touched.",
            "When disable has ended, nothing that it forbids is started any more by any master"
                    + " that was opened with the file; what waits to be started waits until it is"
                    + " allowed."
        },
        footer = {
            "",
            "Shown without a change, ends with 0 if nothing is forbidden and 1 if something is;"
                    + " else with 0 if it is done; 3 if the file can't be read, or not understood,"
                    + " or not written."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class KillSwitchCommand implements Callable<Integer> {

    /** What is done with the file. */
    enum Change {
        DISABLE,
        ENABLE
    }

    @CommandLine.Spec private CommandSpec command = CommandSpec.create();

    @Parameters(
            index = "0",
            paramLabel = "FILE",
            description = "The file; where there is none, nothing is forbidden.")
    private Path file = Path.of("");

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "disable|enable",
            description = "Forbid starts, or allow them again.")
    private @Nullable Change change;

    @Parameters(
            index = "2..*",
            arity = "0..*",
            paramLabel = "ADDRESS",
            description = "unix:///path, tcp://host:port, tls://host:port, or worker:NAME.")
    private List<String> addresses = List.of();

    @Option(
            names = "--all",
            description = {
                "Forbid all starts; or allow all, which mends a file that can't be understood."
            })
    private boolean all;

    @Override
    public Integer call() {
        requireTarget();
        KillSwitch killSwitch = Opening.killSwitch(file);
        try {
            if (change == null) {
                return show(killSwitch.state());
            }
            apply(change, killSwitch);
            return ExitStatus.FINE;
        } catch (KillSwitchException e) {
            PrintWriter err = command.commandLine().getErr();
            err.println("workerkit: " + e.getMessage());
            err.flush();
            return ExitStatus.OWN_FAULT;
        }
    }

    private void requireTarget() {
        boolean named = !addresses.isEmpty();
        if (change == null && all) {
            throw wrong("--all goes with disable or enable");
        }
        if (change != null && named == all) {
            throw wrong("name addresses, or all with --all");
        }
    }

    private CommandLine.ParameterException wrong(String message) {
        return new CommandLine.ParameterException(command.commandLine(), message);
    }

    private void apply(Change wanted, KillSwitch killSwitch) {
        switch (wanted) {
            case DISABLE -> {
                if (all) {
                    killSwitch.disableAll(true);
                } else {
                    killSwitch.disable(addresses);
                }
            }
            case ENABLE -> {
                if (all) {
                    killSwitch.enableAll();
                } else {
                    killSwitch.enable(addresses);
                }
            }
        }
    }

    private int show(KillSwitch.State state) {
        PrintWriter out = command.commandLine().getOut();
        if (state.global()) {
            out.println("All starts are forbidden.");
        }
        boolean nothing = !state.global();
        for (String text : state.addresses()) {
            boolean address = isAddress(text);
            nothing &= !address;
            out.println(address ? "Starts are forbidden of " + text : noAddress(text));
        }
        if (nothing) {
            out.println("Nothing is forbidden.");
        }
        out.flush();
        return nothing ? ExitStatus.FINE : ExitStatus.NOT_FINE;
    }

    private static boolean isAddress(String text) {
        try {
            KillSwitch.normalized(text);
            return true;
        } catch (SpecException e) {
            return false;
        }
    }

    /** Some file was written by hand, and whoever did it relies on it. */
    private static String noAddress(String text) {
        String meant = KillSwitch.WORKER + text;
        return "'"
                + Printable.of(text)
                + "' is no address and forbids nothing"
                + (isAddress(meant) ? "; did you mean " + meant + "?" : ".");
    }
}
