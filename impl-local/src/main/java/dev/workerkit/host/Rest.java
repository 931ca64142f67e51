package dev.workerkit.host;

/** When the thread that runs a raw worker waits for something to do; other threads do not count. */
final class Rest {

    private final UnitsDone units;
    private final Thread worker = Thread.currentThread();

    /** To be made by the thread that runs the worker, which is at work from now on. */
    Rest(UnitsDone units) {
        this.units = units;
        units.begin();
    }

    boolean isOfThisThread() {
        return Thread.currentThread() == worker;
    }

    void begin() {
        if (isOfThisThread()) {
            units.rest();
        }
    }

    void end() {
        if (isOfThisThread()) {
            units.begin();
        }
    }
}
