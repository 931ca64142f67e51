package dev.workerkit.pool;

import dev.workerkit.ChannelClosedException;
import dev.workerkit.DeadLetter.Victim;
import dev.workerkit.IllegalLifecycleException;
import dev.workerkit.PoolSpec;
import dev.workerkit.PoolUnavailableException;
import dev.workerkit.SendResult;
import dev.workerkit.Worker;
import dev.workerkit.WorkerEvent;
import dev.workerkit.WorkerException;
import dev.workerkit.WorkerExit;
import dev.workerkit.WorkerId;
import dev.workerkit.WorkerRuntime.Subscription;
import dev.workerkit.WorkerSnapshot;
import dev.workerkit.WorkerState;
import dev.workerkit.channel.MasterChannel;
import dev.workerkit.channel.Parcel;
import dev.workerkit.channel.Received;
import dev.workerkit.engine.OwningRuntime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The members of a pool: lets them come and go, and tells the {@link Dispatcher} where they are.
 * Thread-safe; its methods may wait for the engine, so they are not called under the dispatcher's
 * lock.
 */
final class Staff implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Staff.class.getName());

    private final String pool;
    private final PoolSpec spec;
    private final OwningRuntime runtime;
    private final Dispatcher dispatcher;
    private final Inbox inbox;
    private final boolean channels;
    private final Executor executor;
    private final Subscription subscription;

    /** All that have come and not gone. */
    private final Map<WorkerId, Member> members = new ConcurrentHashMap<>();

    private boolean dismissed;
    private CompletableFuture<Void> rolling = CompletableFuture.completedFuture(null);

    /**
     * Without members at first.
     *
     * @param runtime starts them
     * @param channels whether they have one
     * @param executor may be blocked
     */
    Staff(
            String pool,
            PoolSpec spec,
            OwningRuntime runtime,
            Dispatcher dispatcher,
            Inbox inbox,
            boolean channels,
            Executor executor) {
        this.pool = pool;
        this.spec = spec;
        this.runtime = runtime;
        this.dispatcher = dispatcher;
        this.inbox = inbox;
        this.channels = channels;
        this.executor = executor;
        this.subscription = runtime.onEvent(this::onEvent);
    }

    /**
     * Lets new members come, those with the lowest numbers that are free.
     *
     * @return those who came
     * @throws WorkerException if one of them is refused; then none has come
     */
    synchronized List<Member> hire(int count) {
        if (dismissed) {
            throw new PoolUnavailableException("Pool '" + pool + "' is closed; start another one");
        }
        int[] numbers = freeNumbers(count);
        runtime.requireStartable(Arrays.stream(numbers).mapToObj(this::nameOf).toList());
        List<Member> hired = new ArrayList<>();
        try {
            for (int number : numbers) {
                hired.add(hireOne(number));
            }
        } catch (RuntimeException e) {
            hired.forEach(this::expel);
            throw e;
        }
        return hired;
    }

    private int[] freeNumbers(int count) {
        Set<Integer> taken = new HashSet<>();
        members.values().forEach(member -> taken.add(member.number()));
        return IntStream.iterate(1, number -> number + 1)
                .filter(number -> !taken.contains(number))
                .limit(count)
                .toArray();
    }

    private String nameOf(int number) {
        return spec.memberName(pool, number);
    }

    private Member hireOne(int number) {
        Worker worker =
                runtime.startOwned(
                        spec.member().withName(nameOf(number)),
                        "it is a member of pool '" + pool + "', so resize or close the pool");
        Member member = new Member(number, worker, System.nanoTime());
        members.put(worker.id(), member);
        dispatcher.add(member);
        // It may have become ready before its events could be attributed to it.
        follow(member);
        return member;
    }

    private void expel(Member member) {
        dispatcher.dismiss(member);
        member.worker().kill().join();
        remove(member);
    }

    /**
     * Lets members come, or those with the highest numbers go.
     *
     * @return completes when those who came are ready and those who go are gone
     */
    synchronized CompletableFuture<Void> resize(int size) {
        List<Member> now = dispatcher.standing().members();
        List<CompletableFuture<?>> changes = new ArrayList<>();
        if (size > now.size()) {
            hire(size - now.size()).forEach(hired -> changes.add(hired.worker().ready()));
        } else {
            now.subList(size, now.size()).forEach(leaving -> changes.add(letGo(leaving)));
        }
        return CompletableFuture.allOf(changes.toArray(CompletableFuture[]::new));
    }

    /** Lets a member go when it has finished what it performs; completes when it is gone. */
    CompletableFuture<Void> letGo(Member member) {
        return dismiss(member)
                .completeOnTimeout(null, graceNanos(), TimeUnit.NANOSECONDS)
                .thenComposeAsync(finished -> member.worker().stop(), executor)
                .thenAcceptAsync(ended -> remove(member), executor);
    }

    /** Not while it is being restarted: it is stopped after that, or not restarted. */
    private CompletableFuture<Void> dismiss(Member member) {
        synchronized (member) {
            return dispatcher.dismiss(member);
        }
    }

    /** Lets nobody come any more, and gives nothing more to those who are there. */
    synchronized void dismissAll() {
        dismissed = true;
        present().forEach(this::dismiss);
    }

    /** Forgets one that has ended. */
    void remove(Member member) {
        receiveRest(member);
        try {
            runtime.removeOwned(member.worker());
        } catch (WorkerException e) {
            // It went with the runtime, or somebody has started it again.
            LOG.log(System.Logger.Level.DEBUG, "A member of a pool was left as it is", e);
        }
        dispatcher.remove(member);
        members.remove(member.worker().id());
    }

    private void onEvent(WorkerEvent event) {
        Member member = members.get(event.worker());
        if (member == null) {
            return;
        }
        event.exit().ifPresent(exit -> ended(member, event, exit));
        follow(member);
    }

    private void ended(Member member, WorkerEvent event, WorkerExit exit) {
        receiveRest(member);
        Optional<Victim> victim =
                wasAskedToEnd(event, exit)
                        ? Optional.empty()
                        : Optional.of(
                                new Victim(
                                        event.worker(), event.name(), event.incarnation(), exit));
        dispatcher.died(member, victim);
    }

    /** What it has answered before it ended, however late, need not be done again. */
    private static void receiveRest(Member member) {
        Reception reception = member.receptionIfAny();
        if (reception != null) {
            try {
                reception.receiveAll();
            } catch (ChannelClosedException e) {
                // All was received.
            }
        }
    }

    /** Then it is not its work that ended it, even if it was killed over that in the end. */
    private static boolean wasAskedToEnd(WorkerEvent event, WorkerExit exit) {
        boolean stopping =
                event.from() == WorkerState.STOPPING || event.from() == WorkerState.KILLING;
        return stopping && !(exit instanceof WorkerExit.Watchdog);
    }

    /** Tells where a member is now. One thread at a time, so that the last one tells the latest. */
    private void follow(Member member) {
        synchronized (member) {
            Presence presence = Presence.of(member.worker().snapshot());
            boolean mute = presence == Presence.READY && !connect(member);
            dispatcher.present(member, mute ? Presence.AWAY : presence);
        }
    }

    /** Whether it has a channel, which after a new start is another one. */
    private boolean connect(Member member) {
        if (!channels) {
            return false;
        }
        MasterChannel channel;
        try {
            channel = (MasterChannel) member.worker().channel();
        } catch (WorkerException e) {
            // It has ended meanwhile; the event of that is about to come.
            return false;
        }
        Reception reception = member.receptionIfAny();
        if (reception == null || !reception.isOf(channel)) {
            channel.reclaimTo(parcels -> dispatcher.reclaimed(member, parcels));
            member.reception(new Reception(member.name(), channel, new MembersDesk(member)));
            dispatcher.seat(member, new ChannelSeat(channel));
        }
        return true;
    }

    /** Where a member takes work from. */
    private record ChannelSeat(MasterChannel channel) implements Seat {

        @Override
        public SendResult offer(Parcel parcel) {
            try {
                return channel.offer(parcel);
            } catch (WorkerException e) {
                // There is no memory for it. It stays in the pool and is tried again.
                LOG.log(System.Logger.Level.WARNING, "A member could not be given work", e);
                return SendResult.FULL;
            }
        }

        @Override
        public long outstanding() {
            return channel.outstanding();
        }
    }

    /** Where what a member sends is noted. */
    private final class MembersDesk implements Reception.Desk {

        private final Member member;

        MembersDesk(Member member) {
            this.member = member;
        }

        @Override
        public @Nullable Runnable receive(Received received) {
            return switch (received.kind()) {
                case MESSAGE, REQUEST -> {
                    inbox.add(received, member);
                    yield null;
                }
                case REPLY, FAILURE -> {
                    Task<?> task = dispatcher.answered(member, received.correlation());
                    acknowledge(received);
                    yield task == null ? null : () -> task.settle(received, member);
                }
            };
        }

        private void acknowledge(Received answer) {
            try {
                answer.acknowledge();
            } catch (ChannelClosedException e) {
                // The member was removed; its answer is as good as ever.
            }
        }

        @Override
        public boolean expectsMore() {
            return member.task != null;
        }
    }

    /**
     * Restarts those who are members now, one after another; after one that goes on already.
     *
     * @return completes when the last one is ready; exceptionally when one can't be restarted
     * @throws dev.workerkit.KillSwitchException if one may not be started
     */
    synchronized CompletableFuture<Void> roll() {
        requireStartable();
        rolling =
                rolling.handle((done, failure) -> dispatcher.standing().members().iterator())
                        .thenComposeAsync(this::renew, executor);
        return rolling.copy();
    }

    private void requireStartable() {
        runtime.requireStartable(
                dispatcher.standing().members().stream().map(Member::name).toList());
    }

    private CompletableFuture<Void> renew(Iterator<Member> rest) {
        if (!rest.hasNext()) {
            return CompletableFuture.completedFuture(null);
        }
        return renew(rest.next()).thenComposeAsync(renewed -> renew(rest), executor);
    }

    private CompletableFuture<?> renew(Member member) {
        if (!members.containsKey(member.worker().id())) {
            return CompletableFuture.completedFuture(null);
        }
        return dispatcher
                .withhold(member)
                .completeOnTimeout(null, graceNanos(), TimeUnit.NANOSECONDS)
                .thenComposeAsync(finished -> restart(member), executor)
                .whenComplete((ready, failure) -> dispatcher.admit(member));
    }

    /** Unless it leaves: one that is started again then would run on, and belong to nobody. */
    private CompletableFuture<?> restart(Member member) {
        CompletableFuture<WorkerSnapshot> restarted;
        synchronized (member) {
            if (dispatcher.isLeaving(member)) {
                return CompletableFuture.completedFuture(null);
            }
            restarted = member.worker().restart();
        }
        return restarted.exceptionally(
                failure -> {
                    if (dispatcher.isLeaving(member)) {
                        return member.worker().snapshot();
                    }
                    throw new CompletionException(failure);
                });
    }

    private long graceNanos() {
        return TimeUnit.NANOSECONDS.convert(spec.member().stop().grace());
    }

    /** A command to one worker. */
    interface Command {

        CompletableFuture<WorkerSnapshot> give(Worker worker);
    }

    /**
     * Gives all members a command.
     *
     * @return completes when all have obeyed whose state allowed it
     * @throws IllegalLifecycleException if none did
     */
    CompletableFuture<Void> all(Command command) {
        List<CompletableFuture<WorkerSnapshot>> obeying = new ArrayList<>();
        IllegalLifecycleException refusal = null;
        for (Member member : dispatcher.standing().members()) {
            try {
                obeying.add(command.give(member.worker()));
            } catch (IllegalLifecycleException e) {
                refusal = e;
            }
        }
        if (obeying.isEmpty() && refusal != null) {
            throw refusal;
        }
        return CompletableFuture.allOf(obeying.toArray(CompletableFuture[]::new));
    }

    /**
     * The same for a command that starts workers.
     *
     * @throws dev.workerkit.KillSwitchException if one may not be started; none is given the command
     */
    CompletableFuture<Void> allToStart(Command command) {
        requireStartable();
        return all(command);
    }

    /** Looks where all members are, for their events may be on their way. */
    void followAll() {
        present().forEach(this::follow);
    }

    /** All who have come and not gone, whatever becomes of them. */
    List<Member> present() {
        return List.copyOf(members.values());
    }

    @Override
    public void close() {
        subscription.close();
    }
}
