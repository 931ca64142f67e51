package dev.workerkit.container;

import dev.workerkit.BootstrapProfile;
import dev.workerkit.RuntimeOptions;
import dev.workerkit.Worker;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerRuntimes;
import dev.workerkit.WorkerSpec;
import dev.workerkit.launch.Rehearsal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Measures how long a Java worker takes from its creation until it is ready, as a process and as a
 * container, without and with an archive of classes. Must be run from jars: folders can't be in an
 * archive.
 */
final class StartTimes {

    private static final int DEFAULT_ROUNDS = 20;
    private static final double NANOS_PER_MILLI = 1e6;

    private StartTimes() {}

    /** Runs it; the first argument is how often. */
    public static void main(String[] arguments) throws Exception {
        int rounds = arguments.length > 0 ? Integer.parseInt(arguments[0]) : DEFAULT_ROUNDS;
        System.out.println("load " + Files.readString(Path.of("/proc/loadavg")).strip());
        for (boolean archive : new boolean[] {false, true}) {
            for (String name : List.of("local", "container")) {
                measure(name, archive, rounds);
            }
        }
        System.out.println("load " + Files.readString(Path.of("/proc/loadavg")).strip());
    }

    private static void measure(String name, boolean archive, int rounds) {
        RuntimeOptions options =
                RuntimeOptions.defaults()
                        .withBootstrap(BootstrapProfile.defaults().withClassDataArchive(archive));
        // One that is closed has made its archive.
        try (WorkerRuntime runtime = WorkerRuntimes.open(name, options)) {
            start(runtime);
        }
        List<Double> millis = new ArrayList<>();
        try (WorkerRuntime runtime = WorkerRuntimes.open(name, options)) {
            start(runtime);
            for (int round = 0; round < rounds; round++) {
                millis.add(start(runtime));
            }
        }
        Collections.sort(millis);
        System.out.printf(
                Locale.ROOT,
                "%-9s %s archive: least %.0f ms, median %.0f ms, most %.0f ms of %d%n",
                name,
                archive ? "with   " : "without",
                millis.get(0),
                millis.get(millis.size() / 2),
                millis.get(millis.size() - 1),
                millis.size());
    }

    private static double start(WorkerRuntime runtime) {
        long begin = System.nanoTime();
        Worker worker = runtime.start(WorkerSpec.of(Rehearsal.class));
        worker.ready().orTimeout(1, TimeUnit.MINUTES).join();
        double millis = (System.nanoTime() - begin) / NANOS_PER_MILLI;
        worker.stop().join();
        worker.remove();
        return millis;
    }
}
