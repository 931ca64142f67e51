package dev.workerkit.tck.sabotage;

import dev.workerkit.Launch;
import dev.workerkit.WorkerSpec;
import java.util.ArrayList;
import java.util.List;

/** Deeds to what workers run. */
final class Launches {

    private Launches() {}

    /** Runs each command by a shell script, whose arguments it is. */
    static Deed toCommands(String script) {
        return Deed.toSpec(spec -> by(script, spec));
    }

    /** The same worker, but if it runs a command, by a shell script, whose arguments it is. */
    static WorkerSpec by(String script, WorkerSpec spec) {
        return spec.launch() instanceof Launch.Command command
                ? spec.withLaunch(new Launch.Command(by(script, command.words())))
                : spec;
    }

    /** These words as the arguments of a shell script. */
    static List<String> by(String script, List<String> words) {
        List<String> all = new ArrayList<>(List.of("/bin/sh", "-c", script, "sh"));
        all.addAll(words);
        return all;
    }
}
