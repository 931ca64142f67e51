package dev.workerkit.tck.wire;

/**
 * Hears what a master and a shared worker tell each other, and passes on what it likes: as it stands
 * here, everything as it is. Each connection has one of its own; the two directions come on two
 * threads.
 */
public interface Meddler {

    /** What the worker is told in the place of the master's preface. */
    default byte[] preface(byte[] preface) {
        return preface;
    }

    /** A master has sent a frame. */
    default void fromMaster(WireFrame frame, Line line) {
        line.tellWorker(frame);
    }

    /** The worker has sent a frame. */
    default void fromWorker(WireFrame frame, Line line) {
        line.tellMaster(frame);
    }

    /** The master sends nothing more. */
    default void masterEnded(Line line) {
        line.endToWorker();
    }
}
