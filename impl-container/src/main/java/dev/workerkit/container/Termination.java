package dev.workerkit.container;

import dev.workerkit.container.engine.Container;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Asks the processes of a container of this machine to end, as SIGTERM does. One that has just begun
 * may not be able to hear yet, so it is told when it is.
 *
 * @param container whose processes they are
 * @param first the id of its first process
 * @param underInit whether that is the engine's init, which passes on what it hears: its child would
 *     hear it twice
 * @param ended when it has ended
 */
record Termination(Container container, long first, boolean underInit, CountDownLatch ended) {

    private static final long LOOK_EVERY_MILLIS = 10;
    private static final int MOST_LOOKS = 200;
    private static final int SIGTERM = 15;

    /** All but the first, which knows already. */
    void tellFollowers() {
        new HostProcesses(container, first).terminate(false);
    }

    /**
     * All, as soon as the worker's own process can hear.
     *
     * @return whether it was told
     */
    boolean tellAll() {
        HostProcesses processes = new HostProcesses(container, first);
        for (int look = 0; look < MOST_LOOKS && ended.getCount() > 0; look++) {
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
                            Path.of("/proc", Long.toString(first), "status"),
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
