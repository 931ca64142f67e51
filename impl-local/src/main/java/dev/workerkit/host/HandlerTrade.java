package dev.workerkit.host;

import dev.workerkit.Disconnect;
import dev.workerkit.MessageCodecException;
import dev.workerkit.WorkerException;
import dev.workerkit.WorkerId;
import dev.workerkit.WorkerStatus;
import dev.workerkit.channel.Received;
import dev.workerkit.worker.EventLoop;
import dev.workerkit.worker.Peer;
import dev.workerkit.worker.SharedWorkerContext;
import dev.workerkit.worker.SharedWorkerHandler;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A handler as a dedicated worker (WRK-SHARED-010): its master is its only peer, and is connected
 * when it is ready.
 */
final class HandlerTrade implements Work.Trade {

    private final SharedWorkerHandler handler;
    private final Wishes wishes;
    private final WorkLoop loop;
    private volatile @Nullable OnlyPeer peer;

    /** To be made by the thread that does the work. */
    HandlerTrade(SharedWorkerHandler handler, Wishes wishes) {
        this.handler = handler;
        this.wishes = wishes;
        loop = new WorkLoop(wishes);
    }

    @Override
    public void initialize(HostContext context) throws Exception {
        context.onQuery(new Asking(context));
        handler.initialize(new Context(context));
    }

    @Override
    public void begin(HostContext context) throws Exception {
        OnlyPeer master = new OnlyPeer(context, loop);
        peer = master;
        handler.onConnect(master);
    }

    @Override
    public void deal(Received received, HostContext context) throws Exception {
        OnlyPeer master = peer;
        if (master == null) {
            throw new IllegalStateException("A message came before its sender");
        }
        Object message;
        try {
            message = received.message(handler.messageType());
        } catch (MessageCodecException e) {
            // One message that can't be read is no reason to lose those behind it.
            e.printStackTrace();
            return;
        }
        master.messageInHand(true);
        handler.onMessage(message, master);
        master.messageInHand(false);
    }

    @Override
    public void part() throws Exception {
        OnlyPeer master = peer;
        Disconnect farewell = master == null ? null : master.farewell();
        boolean stopped = wishes.stopRequested() && farewell == null;
        if (stopped) {
            handler.onStop();
        }
        if (master != null) {
            Disconnect why = farewell != null ? farewell : end(stopped);
            master.gone(why);
            peer = null;
            handler.onDisconnect(master, why);
        }
    }

    private static Disconnect end(boolean stopped) {
        return stopped
                ? new Disconnect(Disconnect.Reason.STOPPING, "the worker stops")
                : new Disconnect(Disconnect.Reason.CLOSED, "the master has closed the channel");
    }

    @Override
    public void terminate(HostContext context) throws Exception {
        loop.end();
        handler.terminate();
    }

    @Override
    public String unit() {
        return "messages";
    }

    @Override
    public Errands errands() {
        return loop;
    }

    /** What threads of the control plane do to ask. A class, as a starting worker avoids lambdas. */
    private final class Asking implements Supplier<WorkerStatus> {

        private final HostContext context;

        Asking(HostContext context) {
            this.context = context;
        }

        @Override
        public WorkerStatus get() {
            Query query = new Query();
            loop.ask(query);
            return context.withSystemCounters(query.answer.join());
        }
    }

    /** Answered by the thread of the handler; the master may know all. */
    private final class Query implements WorkLoop.Question {

        private final CompletableFuture<@Nullable WorkerStatus> answer = new CompletableFuture<>();

        @Override
        public void answer() {
            try {
                answer.complete(handler.onQuery(true));
            } catch (Exception | Error e) {
                answer.completeExceptionally(e);
                // A callback that throws ends the worker, as it does wherever the handler runs.
                throw new CompletionException("onQuery failed", e);
            }
        }

        @Override
        public void drop() {
            answer.completeExceptionally(new WorkerException("The worker has ended"));
        }
    }

    /** What the handler is given. */
    private final class Context implements SharedWorkerContext {

        private final HostContext context;

        Context(HostContext context) {
            this.context = context;
        }

        @Override
        public WorkerId id() {
            return context.id();
        }

        @Override
        public String name() {
            return context.name();
        }

        @Override
        public String address() {
            return "worker:" + context.name();
        }

        @Override
        public EventLoop eventLoop() {
            return loop;
        }

        @Override
        public List<Peer> peers() {
            OnlyPeer master = peer;
            return master == null ? List.of() : List.of(master);
        }

        @Override
        public void stopCurrent() {
            context.exit(ExitCode.DONE);
        }
    }
}
