package dev.workerkit.shared;

import dev.workerkit.Disconnect;
import dev.workerkit.WireLimits;
import dev.workerkit.WorkerAddress;
import dev.workerkit.wire.Hello;
import dev.workerkit.wire.Proof;
import dev.workerkit.wire.Violation;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Predicate;

/**
 * How a master introduces itself, and what it bears.
 *
 * @param address who is called
 * @param name what it calls itself
 * @param codec what its messages are; the worker's if absent
 * @param limits what it bears
 * @param nonce drawn for this connection
 * @param takesCodec whether the worker's codec will do, where there is none of one's own
 * @param completions where futures are completed
 */
record Introduction(
        WorkerAddress address,
        String name,
        Optional<String> codec,
        WireLimits limits,
        String nonce,
        Predicate<String> takesCodec,
        Executor completions) {

    static Introduction of(
            WorkerAddress address,
            String name,
            Optional<String> codec,
            WireLimits limits,
            Predicate<String> takesCodec,
            Executor completions) {
        return new Introduction(
                address, name, codec, limits, Proof.draw(), takesCodec, completions);
    }

    /** The same for another connection. */
    Introduction drawn() {
        return of(address, name, codec, limits, takesCodec, completions);
    }

    Hello hello() {
        return new Hello.OfMaster(
                Optional.of(name), codec, limits.maxFrameBytes(), Optional.of(nonce));
    }

    /**
     * The worker has named its codec.
     *
     * @throws Violation if that is another, or one that is not taken on a stranger's word
     */
    void requireCodec(String worker) {
        if (codec.isPresent() && !codec.get().equals(worker)) {
            throw codec("the worker's codec is " + worker + ", and this master's " + codec.get());
        }
        if (codec.isEmpty() && !takesCodec.test(worker)) {
            throw codec(
                    "the worker's codec is the class "
                            + worker
                            + "; connect with a spec of the worker that names it");
        }
    }

    private static Violation codec(String text) {
        return new Violation(new Disconnect(Disconnect.Reason.CODEC, text));
    }
}
