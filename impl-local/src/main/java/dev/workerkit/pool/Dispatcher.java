package dev.workerkit.pool;

import dev.workerkit.DeadLetter.Victim;
import dev.workerkit.PoolUnavailableException;
import dev.workerkit.SendResult;
import dev.workerkit.WorkerException;
import dev.workerkit.channel.FrameKind;
import dev.workerkit.channel.Parcel;
import dev.workerkit.pool.Elasticity.Demand;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Decides which member gets which work. A task is given to a member that performs none, and waits
 * until there is one; so nothing is held up behind a slow task, and only what a member has in hand
 * can have killed it. A message is given at once to the member with the fewest unfinished ones.
 *
 * <p>All methods may be called from any thread. Under the lock nothing waits and nothing of the
 * application's runs: futures are completed elsewhere.
 */
final class Dispatcher {

    private static final Comparator<Member> BY_UNFINISHED =
            Comparator.comparingLong(Member::unfinished);

    private final ReentrantLock lock = new ReentrantLock();

    /** There is room in the backlog, or no sense in waiting for it. */
    private final Condition room = lock.newCondition();

    /** Work was finished. */
    private final Condition progress = lock.newCondition();

    private final String pool;
    private final int poisonAfter;
    private final BiConsumer<Work, List<Victim>> dead;
    private final Runnable retryLater;

    /** By number. */
    private final List<Member> members = new ArrayList<>();

    private final Backlog backlog;
    private boolean refusing;
    private boolean holding;
    private boolean retrying;
    private long done;
    private long redelivered;

    /**
     * Without members at first.
     *
     * @param capacityBytes how many bytes of work may wait until a member is ready for them
     * @param poisonAfter how many members may die over one message
     * @param dead is given what that has happened to, with who died; must not wait
     * @param retryLater sees to it that {@link #retry} is called in a while; must not wait
     */
    Dispatcher(
            String pool,
            long capacityBytes,
            int poisonAfter,
            BiConsumer<Work, List<Victim>> dead,
            Runnable retryLater) {
        this.pool = pool;
        this.backlog = new Backlog(capacityBytes);
        this.poisonAfter = poisonAfter;
        this.dead = dead;
        this.retryLater = retryLater;
    }

    /**
     * Accepts a task, and waits for room if too much waits already.
     *
     * @return whether it has to wait for a member
     * @throws PoolUnavailableException if nobody will do it
     */
    boolean submit(Work task) {
        lock.lock();
        try {
            requireHope();
            if (backlog.firstTask() == null && giveToIdle(task)) {
                return false;
            }
            awaitRoom(task.bytes());
            task.keep();
            backlog.add(task);
            dispatch();
            return backlog.firstTask() != null;
        } finally {
            lock.unlock();
        }
    }

    private void awaitRoom(int bytes) {
        while (!backlog.hasRoomFor(bytes)) {
            try {
                room.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new WorkerException(
                        "The task was not accepted: the thread was interrupted while it waited for"
                                + " room in pool '"
                                + pool
                                + "'",
                        e);
            }
            requireHope();
        }
    }

    private void requireHope() {
        if (refusing) {
            throw closed();
        }
        if (isHopeless()) {
            throw hopeless();
        }
    }

    private boolean isHopeless() {
        for (Member member : members) {
            if (member.presence != Presence.OVER) {
                return false;
            }
        }
        return !members.isEmpty();
    }

    private PoolUnavailableException closed() {
        return new PoolUnavailableException("Pool '" + pool + "' is closed; start another one");
    }

    private PoolUnavailableException hopeless() {
        return new PoolUnavailableException(
                "All members of pool '"
                        + pool
                        + "' have ended for good; see why in their snapshots and logs, and start"
                        + " them again");
    }

    /** Accepts a message if there is room for it. */
    SendResult offer(Work message) {
        lock.lock();
        try {
            if (refusing || isHopeless()) {
                return SendResult.CLOSED;
            }
            if (backlog.firstMessage() != null) {
                dispatch();
            }
            if (backlog.firstMessage() == null) {
                SendResult result = giveToLeastBusy(message);
                if (result != SendResult.CLOSED) {
                    return result;
                }
            }
            if (!backlog.hasRoomFor(message.bytes())) {
                return SendResult.FULL;
            }
            message.keep();
            backlog.add(message);
            return SendResult.SENT;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until there may be room in the backlog, or for this long. */
    void awaitRoom(long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            room.awaitNanos(nanos);
        } finally {
            lock.unlock();
        }
    }

    /** Gives away what can be given away, and gives up what will never be. */
    private void dispatch() {
        if (isHopeless()) {
            failWaiting(hopeless());
            return;
        }
        while (backlog.firstMessage() != null
                && giveToLeastBusy(backlog.firstMessage()) == SendResult.SENT) {
            backlog.remove(backlog.firstMessage());
        }
        while (backlog.firstTask() != null && giveToIdle(backlog.firstTask())) {
            backlog.remove(backlog.firstTask());
        }
        if (lock.hasWaiters(room)) {
            room.signalAll();
        }
        if (!retrying && !backlog.isEmpty() && isRefusedRoom()) {
            retrying = true;
            retryLater.run();
        }
    }

    /** Whether what waits does so for room in a channel: nobody tells when there is. */
    private boolean isRefusedRoom() {
        for (Member member : members) {
            if (member.isAvailable() && (backlog.firstMessage() != null || member.task == null)) {
                return !holding;
            }
        }
        return false;
    }

    /** There may be room in the channels that were full. */
    void retry() {
        lock.lock();
        try {
            retrying = false;
            dispatch();
        } finally {
            lock.unlock();
        }
    }

    /** Whether there is a member without a task; prefers those that have been there longest. */
    private boolean giveToIdle(Work task) {
        if (holding) {
            return false;
        }
        for (Member member : members) {
            if (member.isAvailable() && member.task == null && give(task, member)) {
                return true;
            }
        }
        return false;
    }

    private boolean give(Work work, Member member) {
        Task<?> task = work.task();
        if (task != null) {
            // Before, for its answer may be there before this returns.
            task.givenTo(member);
        }
        SendResult result = member.seat.offer(work.parcel());
        if (result == SendResult.SENT) {
            member.task = work;
        }
        return result == SendResult.SENT;
    }

    /** FULL if nobody has room, CLOSED if nobody is there. */
    private SendResult giveToLeastBusy(Work message) {
        if (holding) {
            return SendResult.CLOSED;
        }
        SendResult result = SendResult.CLOSED;
        for (Member member : availableByUnfinished()) {
            SendResult here = member.seat.offer(message.parcel());
            if (here == SendResult.SENT) {
                member.tookMessage(message, System.nanoTime());
                return here;
            }
            if (here == SendResult.FULL) {
                result = here;
            }
        }
        return result;
    }

    private List<Member> availableByUnfinished() {
        // Each is looked at once: what changes while it is sorted can't be sorted.
        return members.stream()
                .filter(Member::isAvailable)
                .map(Dispatcher::load)
                .sorted(Comparator.comparingLong(Load::unfinished))
                .map(Load::member)
                .toList();
    }

    private static Load load(Member member) {
        return new Load(member, member.unfinished(), member.done);
    }

    /** A member has answered a task: which, or null if it was answered before or taken away. */
    @Nullable Task<?> answered(Member member, long id) {
        lock.lock();
        try {
            Work work = member.finish(id);
            if (work == null) {
                return null;
            }
            member.done++;
            member.lastBusy = System.nanoTime();
            done++;
            dispatch();
            progress.signalAll();
            return work.task();
        } finally {
            lock.unlock();
        }
    }

    /**
     * An incarnation of a member has ended, and its channel gives back what it has not acknowledged.
     * What it had not begun is given to others now; the rest when {@link #died} tells how it ended.
     *
     * @param parcels takes them out of its channel, into which nothing is put meanwhile; does not wait
     */
    void reclaimed(Member member, Supplier<List<Parcel>> parcels) {
        lock.lock();
        try {
            if (member.presence == Presence.READY) {
                // Until its event comes; a channel gives back once more when it ends for good.
                member.presence = Presence.AWAY;
            }
            List<Work> untouched = new ArrayList<>();
            for (Parcel parcel : parcels.get()) {
                Work work = takeBack(member, parcel);
                if (work != null && parcel.inHand()) {
                    member.suspects.add(work);
                } else if (work != null) {
                    untouched.add(work);
                }
            }
            if (member.task != null) {
                // It acknowledged the task, and died before its answer was received here.
                member.suspects.add(member.task);
                member.task = null;
            }
            member.tellFinished();
            backlog.putBack(untouched);
            dispatch();
        } finally {
            lock.unlock();
        }
    }

    /** Null for a task that was answered, though not acknowledged. */
    private static @Nullable Work takeBack(Member member, Parcel parcel) {
        if (parcel.kind() != FrameKind.REQUEST) {
            return member.messageBack(parcel);
        }
        Work task = member.task;
        if (task == null || !task.is(parcel)) {
            return null;
        }
        member.task = null;
        task.takeBack(parcel);
        return task;
    }

    /**
     * It is known how the incarnation ended of which {@link #reclaimed} told, and all its answers
     * are received: what it had begun and not finished is given to others.
     *
     * @param victim who died; absent if it was asked to end, so that its work is not to blame
     */
    void died(Member member, Optional<Victim> victim) {
        lock.lock();
        try {
            List<Work> again = new ArrayList<>();
            for (Work work : member.suspects) {
                victim.ifPresent(work.victims()::add);
                if (isPoison(work, victim)) {
                    dead.accept(work, List.copyOf(work.victims()));
                } else {
                    again.add(work);
                }
            }
            member.suspects.clear();
            redelivered += again.size();
            backlog.putBack(again);
            dispatch();
            progress.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private boolean isPoison(Work work, Optional<Victim> victim) {
        return victim.isPresent()
                && (work.isTask() ? work.victims().size() : work.parcel().attempts())
                        >= poisonAfter;
    }

    /** A member has come. */
    void add(Member member) {
        lock.lock();
        try {
            members.add(member);
            members.sort(Comparator.comparingInt(Member::number));
        } finally {
            lock.unlock();
        }
    }

    /** A member has gone. */
    void remove(Member member) {
        lock.lock();
        try {
            members.remove(member);
            // If it is not known yet how it ended: that was asked for.
            List<Work> left = new ArrayList<>(member.suspects);
            if (member.task != null) {
                left.add(member.task);
            }
            member.suspects.clear();
            member.task = null;
            backlog.putBack(left);
            dispatch();
        } finally {
            lock.unlock();
        }
    }

    /** Where a member takes work from. */
    void seat(Member member, Seat seat) {
        lock.lock();
        try {
            member.seat = seat;
        } finally {
            lock.unlock();
        }
    }

    /** Where a member is now. */
    void present(Member member, Presence presence) {
        lock.lock();
        try {
            member.presence = presence;
            dispatch();
            progress.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Gives a member nothing more until it is {@link #admit admitted} again.
     *
     * @return completes when it performs no task
     */
    CompletableFuture<Void> withhold(Member member) {
        lock.lock();
        try {
            member.withheld = true;
            return member.finished();
        } finally {
            lock.unlock();
        }
    }

    /** Gives a member work again. */
    void admit(Member member) {
        lock.lock();
        try {
            member.withheld = false;
            dispatch();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Gives a member nothing more for ever.
     *
     * @return completes when it performs no task
     */
    CompletableFuture<Void> dismiss(Member member) {
        lock.lock();
        try {
            member.leaving = true;
            return member.finished();
        } finally {
            lock.unlock();
        }
    }

    /** Whether it is given nothing more for ever. */
    boolean isLeaving(Member member) {
        lock.lock();
        try {
            return member.leaving;
        } finally {
            lock.unlock();
        }
    }

    /** Accepts nothing more. */
    void refuse() {
        lock.lock();
        try {
            refusing = true;
            room.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Gives nothing more to anybody. */
    void hold() {
        lock.lock();
        try {
            holding = true;
        } finally {
            lock.unlock();
        }
    }

    /** Waits until all that was accepted is finished or nobody works at it, or for this long. */
    void awaitFinished(long nanos, long lookEveryNanos) throws InterruptedException {
        long deadline = System.nanoTime() + nanos;
        lock.lockInterruptibly();
        try {
            long left = nanos;
            while (left > 0 && !isFinished()) {
                // Nobody tells that a message was acknowledged.
                progress.awaitNanos(Math.min(left, lookEveryNanos));
                left = deadline - System.nanoTime();
            }
        } finally {
            lock.unlock();
        }
    }

    private boolean isFinished() {
        boolean someoneWorks = false;
        boolean workIsLeft = !backlog.isEmpty();
        for (Member member : members) {
            someoneWorks |= member.presence == Presence.READY || member.presence == Presence.AWAY;
            workIsLeft |= member.unfinished() > 0;
        }
        return !workIsLeft || !someoneWorks;
    }

    /** Fails all tasks that are not finished: the pool is closed. */
    void failAll() {
        lock.lock();
        try {
            PoolUnavailableException reason =
                    new PoolUnavailableException(
                            "Pool '" + pool + "' was closed before the task was finished");
            failWaiting(reason);
            for (Member member : members) {
                member.suspects.forEach(work -> fail(work, reason));
                member.suspects.clear();
                fail(member.task, reason);
                member.task = null;
            }
        } finally {
            lock.unlock();
        }
    }

    private void failWaiting(PoolUnavailableException reason) {
        backlog.removeTasks().forEach(work -> fail(work, reason));
        room.signalAll();
    }

    private static void fail(@Nullable Work work, PoolUnavailableException reason) {
        if (work != null && work.task() != null) {
            work.task().fail(reason);
        }
    }

    /** How things stand. */
    Standing standing() {
        lock.lock();
        try {
            List<Load> loads =
                    members.stream()
                            .filter(member -> !member.leaving)
                            .map(Dispatcher::load)
                            .toList();
            return new Standing(loads, backlog.size(), done, redelivered);
        } finally {
            lock.unlock();
        }
    }

    /**
     * What a member has to do.
     *
     * @param unfinished tasks and messages
     * @param done tasks that it has answered
     */
    record Load(Member member, long unfinished, long done) {}

    /**
     * How things stand at one moment.
     *
     * @param loads of those that are not about to leave, by number
     * @param queued how much waits for a member
     * @param done tasks that were answered
     * @param redelivered how often work was given away again after it had been begun
     */
    record Standing(List<Load> loads, int queued, long done, long redelivered) {

        List<Member> members() {
            return loads.stream().map(Load::member).toList();
        }
    }

    /** How much there is to do, and with how many. */
    Demand demand() {
        lock.lock();
        try {
            int size = 0;
            int starting = 0;
            int idle = 0;
            int busy = 0;
            long waiting = backlog.size();
            for (Member member : members) {
                long unfinished = member.unfinished();
                size += member.leaving ? 0 : 1;
                starting += member.isStarting() ? 1 : 0;
                idle += member.isAvailable() && unfinished == 0 ? 1 : 0;
                busy += member.isAvailable() && unfinished > 0 ? 1 : 0;
                waiting += Math.max(0, unfinished - 1);
            }
            return new Demand(size, starting, idle, busy, waiting);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Chooses who leaves as there is nothing to do, and gives them nothing more: of those that have
     * been idle for so long the last ones, as long as more than the least stay.
     */
    List<Member> dismissIdle(int least, long idleNanos, long now) {
        lock.lock();
        try {
            List<Member> dismissed = new ArrayList<>();
            long staying = members.stream().filter(member -> !member.leaving).count();
            for (int i = members.size() - 1; i >= 0 && staying > least; i--) {
                Member member = members.get(i);
                if (member.isAvailable()
                        && member.unfinished() == 0
                        && now - member.lastBusy >= idleNanos) {
                    member.leaving = true;
                    dismissed.add(member);
                    staying--;
                }
            }
            return dismissed;
        } finally {
            lock.unlock();
        }
    }
}
