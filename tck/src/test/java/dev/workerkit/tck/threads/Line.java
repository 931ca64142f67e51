package dev.workerkit.tck.threads;

import dev.workerkit.Channel;
import dev.workerkit.ChannelSpec;
import dev.workerkit.MessageCodec;

/** Both directions of a channel, which spans all incarnations until the worker ends for good. */
final class Line {

    private final ChannelSpec spec;
    private final MessageCodec codec;
    private final Pipe toWorker;
    private final Pipe toMaster;
    private final Channel master;

    Line(ChannelSpec spec) {
        this.spec = spec;
        this.codec = Codec.named(spec.codec());
        this.toWorker = new Pipe(spec.capacityBytes(), spec.guarantee());
        this.toMaster = new Pipe(spec.capacityBytes(), spec.guarantee());
        this.master =
                new ThreadChannel(toMaster, toWorker, codec, spec.maxMessageBytes(), End.MASTER);
    }

    /** The master's end. */
    Channel master() {
        return master;
    }

    /** The end of one incarnation. */
    Channel worker(End end) {
        return new ThreadChannel(toWorker, toMaster, codec, spec.maxMessageBytes(), end);
    }

    /** Something has changed for who waits at an end. */
    void wake() {
        toWorker.wake();
        toMaster.wake();
    }

    /** An incarnation is gone: what it held comes again. */
    void giveBack() {
        toWorker.giveBack();
    }

    void close() {
        toWorker.close();
        toMaster.close();
    }
}
