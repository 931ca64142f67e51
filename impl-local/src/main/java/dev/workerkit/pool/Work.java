package dev.workerkit.pool;

import dev.workerkit.DeadLetter.Victim;
import dev.workerkit.channel.FrameKind;
import dev.workerkit.channel.Parcel;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A task or a message, until it is finished or, if it is a message, given away. Guarded by the
 * {@link Dispatcher}.
 */
final class Work {

    private final @Nullable Task<?> task;
    private final List<Victim> victims = new ArrayList<>(0);
    private Parcel parcel;

    private Work(@Nullable Task<?> task, Parcel parcel) {
        this.task = task;
        this.parcel = parcel;
    }

    /** A new task. */
    static Work of(Task<?> task, ByteBuffer bytes) {
        return new Work(task, Parcel.request(task.id(), bytes));
    }

    /** A message, new or taken back. */
    static Work of(Parcel message) {
        return new Work(null, message);
    }

    /** Null for a message. */
    @Nullable Task<?> task() {
        return task;
    }

    boolean isTask() {
        return task != null;
    }

    Parcel parcel() {
        return parcel;
    }

    /** How many bytes it takes while it waits. */
    int bytes() {
        return parcel.bytes().remaining();
    }

    /** Makes it independent of the caller's bytes, as it is to be kept. */
    void keep() {
        ByteBuffer copy = ByteBuffer.allocate(bytes());
        copy.put(parcel.bytes().duplicate()).flip();
        parcel = with(parcel.attempts(), copy);
    }

    /** It comes back from a member that has ended, with the attempts that were made by then. */
    void takeBack(Parcel from) {
        parcel = with(from.attempts(), from.bytes());
    }

    private Parcel with(int attempts, ByteBuffer bytes) {
        return new Parcel(parcel.kind(), parcel.correlation(), attempts, false, bytes);
    }

    /** Whether it is this that comes back. */
    boolean is(Parcel other) {
        return parcel.kind() == other.kind()
                && (other.kind() == FrameKind.REQUEST
                        ? parcel.correlation() == other.correlation()
                        : parcel.bytes().equals(other.bytes()));
    }

    /** Whether nobody wants it any more. */
    boolean isWithdrawn() {
        return task != null && task.isDone();
    }

    /** Who died over it, in a row. */
    List<Victim> victims() {
        return victims;
    }
}
