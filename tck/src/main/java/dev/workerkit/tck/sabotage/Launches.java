package dev.workerkit.tck.sabotage;

import dev.workerkit.Launch;
import java.util.ArrayList;
import java.util.List;

/** Deeds to what workers run. */
final class Launches {

    private Launches() {}

    /** Runs each command by a shell script, whose arguments it is. */
    static Deed toCommands(String script) {
        return Deed.toSpec(
                spec ->
                        spec.launch() instanceof Launch.Command command
                                ? spec.withLaunch(new Launch.Command(by(script, command.words())))
                                : spec);
    }

    private static List<String> by(String script, List<String> words) {
        List<String> all = new ArrayList<>(List.of("/bin/sh", "-c", script, "sh"));
        all.addAll(words);
        return all;
    }
}
