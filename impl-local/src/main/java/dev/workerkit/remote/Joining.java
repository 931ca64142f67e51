package dev.workerkit.remote;

/** Waits for threads that were told to end. */
final class Joining {

    private Joining() {}

    /** Waits also when interrupted: what is not waited for is left behind. */
    static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive() && thread != Thread.currentThread()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
