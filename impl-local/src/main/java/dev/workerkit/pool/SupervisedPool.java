package dev.workerkit.pool;

import dev.workerkit.ChannelClosedException;
import dev.workerkit.ChannelSpec;
import dev.workerkit.DeadLetter;
import dev.workerkit.Launch;
import dev.workerkit.MessageCodec;
import dev.workerkit.MessageCodecException;
import dev.workerkit.MessageTooLargeException;
import dev.workerkit.PoolMessage;
import dev.workerkit.PoolSnapshot;
import dev.workerkit.PoolSpec;
import dev.workerkit.PoolUnavailableException;
import dev.workerkit.SendResult;
import dev.workerkit.SpecException;
import dev.workerkit.UnsupportedException;
import dev.workerkit.Worker;
import dev.workerkit.WorkerException;
import dev.workerkit.WorkerPool;
import dev.workerkit.WorkerRuntime.Subscription;
import dev.workerkit.WorkerSnapshot;
import dev.workerkit.channel.Parcel;
import dev.workerkit.engine.OwningRuntime;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The handle that users hold. */
final class SupervisedPool implements WorkerPool {

    private static final System.Logger LOG = System.getLogger(SupervisedPool.class.getName());

    /** How often it is looked whether there is room, or messages are finished, if nobody tells. */
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    private final String name;
    private final PoolSpec spec;
    private final Optional<MessageCodec> codec;
    private final boolean performsTasks;
    private final Threads threads;
    private final Dispatcher dispatcher;
    private final Inbox inbox;
    private final DeadLetters deadLetters;
    private final Staff staff;
    private final Elasticity elasticity;
    private final Consumer<SupervisedPool> onClosed;

    private final AtomicLong lastTask = new AtomicLong();
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CompletableFuture<Void> closed = new CompletableFuture<>();

    /**
     * Starts the members.
     *
     * @param onClosed is told when it is closed
     * @throws WorkerException if one of them is refused; then none is left
     */
    SupervisedPool(
            String name,
            PoolSpec spec,
            OwningRuntime runtime,
            JavaMembers java,
            Threads threads,
            Consumer<SupervisedPool> onClosed) {
        this.name = name;
        this.spec = spec;
        this.threads = threads;
        this.onClosed = onClosed;
        Optional<Launch.JavaWorker> launch =
                Optional.of(spec.member().launch())
                        .filter(Launch.JavaWorker.class::isInstance)
                        .map(Launch.JavaWorker.class::cast);
        ChannelSpec channel = spec.member().channel();
        this.codec = launch.map(found -> java.codec(channel));
        this.performsTasks = launch.filter(java::performTasks).isPresent();
        this.deadLetters = new DeadLetters(name, this::decode, threads.blocking());
        this.inbox = new Inbox(name);
        this.dispatcher =
                new Dispatcher(
                        name,
                        channel.capacityBytes(),
                        spec.poisonAfter(),
                        // Elsewhere, as the codec may be the application's own.
                        (work, victims) ->
                                threads.blocking().execute(() -> deadLetters.add(work, victims)),
                        this::retryLater);
        this.staff =
                new Staff(
                        name,
                        spec,
                        runtime,
                        dispatcher,
                        inbox,
                        codec.isPresent(),
                        threads.blocking());
        this.elasticity = new Elasticity(spec, dispatcher, staff, threads);
        try {
            staff.hire(spec.least());
        } catch (RuntimeException e) {
            staff.close();
            throw e;
        }
    }

    private void retryLater() {
        threads.later(dispatcher::retry, LOOK_NANOS);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public PoolSpec spec() {
        return spec;
    }

    @Override
    public List<Worker> members() {
        return dispatcher.standing().members().stream().map(Member::worker).toList();
    }

    @Override
    public CompletableFuture<PoolSnapshot> ready() {
        requireOpen();
        return snapshotAfter(staff.all(Worker::ready));
    }

    private CompletableFuture<PoolSnapshot> snapshotAfter(CompletableFuture<?> done) {
        return done.thenApply(
                nothing -> {
                    // Who was told of it may rely on it, for example that messages are spread.
                    staff.followAll();
                    return snapshot();
                });
    }

    @Override
    public <T> CompletableFuture<T> submit(Object message, Class<T> resultType) {
        if (!performsTasks) {
            throw new UnsupportedException(
                    "The members of pool '"
                            + name
                            + "' perform no tasks; let their class implement TaskWorker, or send"
                            + " them messages");
        }
        Task<T> task =
                new Task<>(lastTask.incrementAndGet(), resultType, codec(), threads.blocking());
        if (dispatcher.submit(Work.of(task, encode(message)))) {
            elasticity.workWaits();
        }
        return task;
    }

    private MessageCodec codec() {
        return codec.orElseThrow(
                () ->
                        new UnsupportedException(
                                "The members of pool '"
                                        + name
                                        + "' are commands and have no channels; only Java workers"
                                        + " have one"));
    }

    private Object decode(ByteBuffer bytes) {
        return codec().decode(bytes, Object.class);
    }

    private ByteBuffer encode(@Nullable Object message) {
        MessageCodec found = codec();
        if (message == null) {
            throw new MessageCodecException(
                    "null is no message; send a value, or an object that holds none", null);
        }
        ByteBuffer bytes = found.encode(message);
        int most = spec.member().channel().maxMessageBytes();
        if (bytes.remaining() > most) {
            throw new MessageTooLargeException(bytes.remaining(), most);
        }
        return bytes;
    }

    @Override
    public SendResult offer(Object message) {
        return offer(Work.of(Parcel.message(encode(message))));
    }

    private SendResult offer(Work message) {
        SendResult result = dispatcher.offer(message);
        elasticity.workWaits();
        return result;
    }

    @Override
    public SendResult send(Object message, Duration timeout) {
        Work work = Work.of(Parcel.message(encode(message)));
        long nanos = TimeUnit.NANOSECONDS.convert(timeout);
        long start = System.nanoTime();
        SendResult result = offer(work);
        while (result == SendResult.FULL && System.nanoTime() - start < nanos) {
            // Nobody tells when any of several channels has room.
            awaitRoom(Math.min(LOOK_NANOS, nanos - (System.nanoTime() - start)));
            result = offer(work);
        }
        return result;
    }

    private void awaitRoom(long nanos) {
        try {
            dispatcher.awaitRoom(nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ChannelClosedException(
                    "The thread was interrupted while it waited; the pool itself is open", e);
        }
    }

    @Override
    public @Nullable PoolMessage receive(Duration timeout, Class<?> type) {
        codec();
        return inbox.receive(timeout, type);
    }

    @Override
    public CompletableFuture<PoolSnapshot> resize(int size) {
        requireOpen();
        if (spec.isElastic() && (size < spec.least() || size > spec.most())) {
            throw new SpecException(
                    "pool.size",
                    size + " is out of the pool's bounds",
                    "use " + spec.least() + " to " + spec.most());
        }
        if (!spec.isElastic()) {
            // The pattern of names may not be for so many.
            spec.withSize(size);
        }
        CompletableFuture<Void> resized = staff.resize(size);
        elasticity.sizeChanged();
        return snapshotAfter(resized);
    }

    @Override
    public CompletableFuture<PoolSnapshot> rollingRestart() {
        requireOpen();
        return snapshotAfter(staff.roll());
    }

    @Override
    public CompletableFuture<PoolSnapshot> start() {
        requireOpen();
        return snapshotAfter(staff.allToStart(Worker::start));
    }

    @Override
    public CompletableFuture<PoolSnapshot> stop() {
        return snapshotAfter(staff.all(Worker::stop));
    }

    @Override
    public CompletableFuture<PoolSnapshot> restart() {
        requireOpen();
        return snapshotAfter(staff.allToStart(Worker::restart));
    }

    @Override
    public CompletableFuture<PoolSnapshot> pause() {
        requireOpen();
        return snapshotAfter(staff.all(Worker::pause));
    }

    @Override
    public CompletableFuture<PoolSnapshot> resume() {
        requireOpen();
        return snapshotAfter(staff.all(Worker::resume));
    }

    @Override
    public PoolSnapshot snapshot() {
        Dispatcher.Standing standing = dispatcher.standing();
        return new PoolSnapshot(
                name,
                standing.loads().stream().map(SupervisedPool::snapshot).toList(),
                standing.queued(),
                standing.done(),
                standing.redelivered(),
                deadLetters.count());
    }

    private static PoolSnapshot.Member snapshot(Dispatcher.Load load) {
        return new PoolSnapshot.Member(
                load.member().worker().snapshot(), load.unfinished(), load.done());
    }

    @Override
    public List<DeadLetter> deadLetters() {
        return deadLetters.all();
    }

    @Override
    public Subscription onDeadLetter(Consumer<DeadLetter> listener) {
        return deadLetters.subscribe(listener);
    }

    private void requireOpen() {
        if (closing.get()) {
            throw new PoolUnavailableException("Pool '" + name + "' is closed; start another one");
        }
    }

    @Override
    public void close() {
        close(grace());
    }

    private Duration grace() {
        return spec.member().stop().grace();
    }

    /** The same, leaving only so much time for what the members have not begun. */
    void close(Duration limit) {
        if (!closing.compareAndSet(false, true)) {
            closed.join();
            return;
        }
        try {
            Runnable killing = threads.later(this::killAll, TimeUnit.NANOSECONDS.convert(grace()));
            dispatcher.refuse();
            elasticity.close();
            finishWithin(limit);
            dispatcher.hold();
            staff.dismissAll();
            stopAndRemoveAll();
            killing.run();
        } finally {
            dispatcher.failAll();
            inbox.close();
            staff.close();
            onClosed.accept(this);
            closed.complete(null);
        }
    }

    private void finishWithin(Duration limit) {
        try {
            dispatcher.awaitFinished(
                    TimeUnit.NANOSECONDS.convert(limit.compareTo(grace()) < 0 ? limit : grace()),
                    LOOK_NANOS);
        } catch (InterruptedException e) {
            // Whoever is in such a hurry gets what is due at once.
            Thread.currentThread().interrupt();
        }
    }

    private void stopAndRemoveAll() {
        List<CompletableFuture<?>> ends = new ArrayList<>();
        for (Member member : staff.present()) {
            ends.add(stopped(member).thenRun(() -> staff.remove(member)));
        }
        for (CompletableFuture<?> end : ends) {
            try {
                end.join();
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.WARNING, "A member of a pool was left behind", e);
            }
        }
    }

    private static CompletableFuture<WorkerSnapshot> stopped(Member member) {
        try {
            return member.worker().stop();
        } catch (WorkerException removed) {
            // By somebody else, or with the runtime.
            return CompletableFuture.completedFuture(member.worker().snapshot());
        }
    }

    private void killAll() {
        for (Member member : staff.present()) {
            try {
                member.worker().kill();
            } catch (WorkerException removed) {
                // So it has ended.
            }
        }
    }

    @Override
    public String toString() {
        return name + " (" + members().size() + " members)";
    }
}
