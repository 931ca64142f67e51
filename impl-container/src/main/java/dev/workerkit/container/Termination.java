package dev.workerkit.container;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Asks the processes of a container of this machine to end, as SIGTERM does. One that has just begun
 * may not be able to hear yet, so it is told when it is.
 *
 * @param processes all of the container
 * @param underInit whether that is the engine's init, which passes on what it hears: its child would
 *     hear it twice
 * @param ended when it has ended
 */
record Termination(HostProcesses processes, boolean underInit, CountDownLatch ended) {

    private static final long LOOK_EVERY_MILLIS = 10;
    private static final Duration LONGEST_LOOK = Duration.ofSeconds(2);
    private static final int SIGTERM = 15;

    /** All but the first, which knows already. */
    void tellFollowers() {
        processes.terminate(false);
    }

    /**
     * All, as soon as the worker's own process can hear.
     *
     * @param grace after which it is killed whether it was told or not
     * @return whether it was told
     */
    boolean tellAll(Duration grace) {
        Duration longest = grace.compareTo(LONGEST_LOOK) < 0 ? grace : LONGEST_LOOK;
        long begin = System.nanoTime();
        while (System.nanoTime() - begin < longest.toNanos() && ended.getCount() > 0) {
            if (underInit ? processes.all().size() > 1 : hears()) {
                return processes.terminate(!underInit);
            }
            pause();
        }
        return ended.getCount() == 0;
    }

    /** The kernel keeps from the first process of a container what it has no handler for. */
    private boolean hears() {
        try {
            String status =
                    Files.readString(
                            Path.of("/proc", Long.toString(processes.first()), "status"),
                            StandardCharsets.ISO_8859_1);
            String caught =
                    status.lines()
                            .filter(line -> line.startsWith("SigCgt:"))
                            .findFirst()
                            .orElse("SigCgt:0");
            long mask = Long.parseUnsignedLong(caught.substring("SigCgt:".length()).strip(), 16);
            return (mask >> (SIGTERM - 1) & 1) == 1;
        } catch (IOException e) {
            return false;
        }
    }

    private void pause() {
        try {
            if (ended.await(LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS)) {
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
