package dev.workerkit.tck.trace;

import dev.workerkit.PoolMessage;
import dev.workerkit.PoolSnapshot;
import dev.workerkit.SendResult;
import dev.workerkit.Worker;
import dev.workerkit.WorkerPool;
import dev.workerkit.tck.forwarding.ForwardingPool;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Records what is asked of a pool. */
final class RecordedPool extends ForwardingPool {

    private final Subject subject;

    RecordedPool(WorkerPool pool, UnaryOperator<Worker> wrapped, Subject subject) {
        super(pool, wrapped);
        this.subject = subject;
    }

    @Override
    public CompletableFuture<Object> submit(Object task) {
        return subject.promise(Wording.action("submit", task), () -> super.submit(task));
    }

    @Override
    public <T> CompletableFuture<T> submit(Object task, Class<T> resultType) {
        return subject.promise(
                Wording.action("submit", task), () -> super.submit(task, resultType));
    }

    @Override
    public SendResult offer(Object message) {
        return subject.call(Wording.action("offer", message), () -> super.offer(message));
    }

    @Override
    public SendResult send(Object message, Duration timeout) {
        return subject.call(Wording.action("send", message), () -> super.send(message, timeout));
    }

    @Override
    public @Nullable PoolMessage receive(Duration timeout) {
        return subject.<@Nullable PoolMessage>call("receive", () -> super.receive(timeout));
    }

    @Override
    public @Nullable PoolMessage receive(Duration timeout, Class<?> type) {
        return subject.<@Nullable PoolMessage>call("receive", () -> super.receive(timeout, type));
    }

    @Override
    public CompletableFuture<PoolSnapshot> resize(int size) {
        return subject.promise("resize to " + size, () -> super.resize(size));
    }

    @Override
    public CompletableFuture<PoolSnapshot> rollingRestart() {
        return subject.promise("rolling restart", super::rollingRestart);
    }

    @Override
    public CompletableFuture<PoolSnapshot> start() {
        return subject.promise("start", super::start);
    }

    @Override
    public CompletableFuture<PoolSnapshot> stop() {
        return subject.promise("stop", super::stop);
    }

    @Override
    public CompletableFuture<PoolSnapshot> restart() {
        return subject.promise("restart", super::restart);
    }

    @Override
    public CompletableFuture<PoolSnapshot> pause() {
        return subject.promise("pause", super::pause);
    }

    @Override
    public CompletableFuture<PoolSnapshot> resume() {
        return subject.promise("resume", super::resume);
    }

    @Override
    public void close() {
        subject.run("close", super::close);
    }
}
