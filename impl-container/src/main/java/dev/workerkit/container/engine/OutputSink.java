package dev.workerkit.container.engine;

/** Takes what a container writes, called by one thread; it is the writer who waits for it. */
public interface OutputSink {

    /** Bytes of the standard output, or of the terminal; not to be kept. */
    void out(byte[] bytes);

    /** Bytes of the error output; not to be kept. */
    void err(byte[] bytes);
}
