package dev.workerkit.container.engine;

/** Takes what a container writes, called by one thread; it is the writer who waits for it. */
public interface OutputSink {

    /** Takes what is of no interest to anybody. */
    OutputSink NOWHERE =
            new OutputSink() {
                @Override
                public void out(byte[] bytes) {
                    // Forgotten.
                }

                @Override
                public void err(byte[] bytes) {
                    // Forgotten.
                }
            };

    /** Bytes of the standard output, or of the terminal; they may be kept, and don't change. */
    void out(byte[] bytes);

    /** Bytes of the error output; they may be kept, and don't change. */
    void err(byte[] bytes);
}
