package dev.workerkit.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/**
 * {@code workerkit check}, which the launcher script takes to {@link Check}, as that starts sooner;
 * here for the help to list, and for those who call the jar.
 */
@Command(
        name = "check",
        description =
                "Asks a shared worker how it is, as a plugin for Nagios, Icinga and the like.")
final class CheckCommand implements Callable<Integer> {

    @Unmatched private List<String> words = new ArrayList<>();

    @Override
    public Integer call() {
        return Check.run(System.out, words.toArray(String[]::new));
    }
}
