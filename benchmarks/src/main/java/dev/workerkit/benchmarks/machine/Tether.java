package dev.workerkit.benchmarks.machine;

import java.io.IOException;

/** Sees to it that a process does not outlive the one that has started it, however that ends. */
public final class Tether {

    private Tether() {}

    /** Ends this process when its standard input ends; nobody else may read from that. */
    public static void tie() {
        Thread watch =
                new Thread(
                        () -> {
                            try {
                                while (System.in.read() >= 0) {
                                    // Nothing is to be said here.
                                }
                            } catch (IOException e) {
                                // The same as its end.
                            }
                            Runtime.getRuntime().halt(1);
                        },
                        "tether");
        watch.setDaemon(true);
        watch.start();
    }

    /** The same in a JVM that measures for a run; in others nothing. */
    public static void tieToRun() {
        if (System.getProperty(Scratch.PROPERTY) != null) {
            tie();
        }
    }
}
