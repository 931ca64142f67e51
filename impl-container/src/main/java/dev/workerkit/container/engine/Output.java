package dev.workerkit.container.engine;

import com.github.dockerjava.api.async.ResultCallbackTemplate;
import com.github.dockerjava.api.model.Frame;
import com.github.dockerjava.api.model.StreamType;
import java.io.Closeable;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The streams of a container, or of a command in it, as long as they last. */
public final class Output implements AutoCloseable {

    private static final long BEGIN_LIMIT_SECONDS = 30;

    private final CompletableFuture<Void> begun = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final String tried;
    private final Callback callback;

    Output(String tried, OutputSink sink) {
        this.tried = tried;
        this.callback = new Callback(sink);
    }

    /** What the client library tells. */
    private final class Callback extends ResultCallbackTemplate<Callback, Frame> {

        private final OutputSink sink;

        Callback(OutputSink sink) {
            this.sink = sink;
        }

        @Override
        public void onStart(Closeable stream) {
            super.onStart(stream);
            begun.complete(null);
        }

        @Override
        public void onNext(Frame frame) {
            if (frame.getStreamType() == StreamType.STDERR) {
                sink.err(frame.getPayload());
            } else {
                sink.out(frame.getPayload());
            }
        }

        @Override
        public void onError(Throwable thrown) {
            super.onError(thrown);
            ended.completeExceptionally(Calls.failure(tried, thrown));
            begun.complete(null);
        }

        @Override
        public void onComplete() {
            super.onComplete();
            ended.complete(null);
        }
    }

    ResultCallbackTemplate<?, Frame> callback() {
        return callback;
    }

    /** Returns when the engine has begun to tell; throws what it refuses it with. */
    Output awaitBegin() {
        try {
            begun.get(BEGIN_LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            close();
            throw new EngineGoneException(
                    "Tried to " + tried + ", and the container engine did not answer", e);
        }
        if (ended.isCompletedExceptionally()) {
            throw Calls.failure(tried, ended.handle((none, thrown) -> thrown).join());
        }
        return this;
    }

    /**
     * Done when all has been given to the sink; exceptionally, with an {@link EngineException}, when
     * it broke off.
     */
    public CompletableFuture<Void> ended() {
        return ended;
    }

    /** Takes no more of it. */
    @Override
    public void close() {
        try {
            callback.close();
        } catch (IOException e) {
            System.getLogger(Output.class.getName())
                    .log(System.Logger.Level.DEBUG, "Closing a stream", e);
        }
    }
}
