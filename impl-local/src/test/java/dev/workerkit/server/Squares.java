package dev.workerkit.server;

import dev.workerkit.Counter;
import dev.workerkit.Disconnect;
import dev.workerkit.WorkerStatus;
import dev.workerkit.worker.Peer;
import dev.workerkit.worker.SharedWorkerContext;
import dev.workerkit.worker.SharedWorkerHandler;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Squares numbers, does a few more things on request, and keeps a diary. */
class Squares implements SharedWorkerHandler {

    final BlockingQueue<String> diary = new LinkedBlockingQueue<>();
    final AtomicReference<Thread> thread = new AtomicReference<>();
    volatile @Nullable SharedWorkerContext context;

    private void note(String entry) {
        thread.compareAndSet(null, Thread.currentThread());
        diary.add(thread.get() == Thread.currentThread() ? entry : "another thread: " + entry);
    }

    @Override
    public void initialize(SharedWorkerContext newContext) {
        context = newContext;
        note("initialize");
    }

    @Override
    public void onConnect(Peer peer) {
        note("connect " + peer.name());
    }

    @Override
    public void onMessage(Object message, Peer peer) throws Exception {
        if (message instanceof Number number) {
            peer.send(number.longValue() * number.longValue());
        } else if (message instanceof String text) {
            note(text);
            command(text, peer);
        } else if (message instanceof Map<?, ?> order) {
            // {"size": characters, "times": answers}
            String answer = "x".repeat(((Number) order.get("size")).intValue());
            for (int i = ((Number) order.get("times")).intValue(); i > 0; i--) {
                peer.send(answer);
            }
        }
    }

    private void command(String text, Peer peer) throws Exception {
        switch (text) {
            case "stop" -> context.stopCurrent();
            case "fail" -> throw new IllegalStateException("as told");
            case "leave" -> {
                peer.send("last");
                peer.disconnect("as told");
            }
            case "all" -> context.peers().forEach(each -> each.send("to all"));
            default -> peer.send(text);
        }
    }

    @Override
    public void onDisconnect(Peer peer, Disconnect disconnect) {
        note("disconnect " + peer.name() + " " + disconnect.reason());
    }

    @Override
    public @Nullable WorkerStatus onQuery(boolean privileged) {
        return new WorkerStatus(
                privileged ? "all of it" : "the public part",
                List.of(Counter.of("squares", 1).withUnit("n")));
    }

    @Override
    public void onStop() {
        note("stop");
    }

    @Override
    public void terminate() {
        note("terminate");
    }
}
