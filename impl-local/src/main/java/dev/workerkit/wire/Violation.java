package dev.workerkit.wire;

import dev.workerkit.Disconnect;
import io.netty.handler.codec.DecoderException;

/** The other side broke the protocol, or speaks another; the connection is to be ended so. */
public final class Violation extends DecoderException {

    private static final long serialVersionUID = 1L;

    private final transient Disconnect disconnect;

    /** With the reason {@code protocol}. */
    public Violation(String text) {
        this(new Disconnect(Disconnect.Reason.PROTOCOL, text));
    }

    /** With what is to be said. */
    public Violation(Disconnect disconnect) {
        super(disconnect.toString());
        this.disconnect = disconnect;
    }

    /** How the connection is to be ended. */
    public Disconnect disconnect() {
        return disconnect;
    }

    /** It tells about the other side's bytes, not about this side's code. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
