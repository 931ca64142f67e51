package dev.workerkit.benchmarks.peer;

import dev.workerkit.benchmarks.machine.Processors;

/** What is done between two looks for a message, where nobody sleeps. */
final class Looking {

    private static final boolean ALONE = !Processors.pair().isOfTwo();

    private Looking() {}

    /** On a single processor the other end can't go on before this one lets it. */
    static void pause() {
        if (ALONE) {
            Thread.yield();
        } else {
            Thread.onSpinWait();
        }
    }
}
