package dev.workerkit.channel;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A part of a file in memory that another process maps as well. It is unmapped when its last user
 * is done, so whoever touches it must be one: the thread that mapped it, until its {@link
 * #release}, and every other between {@link #retain} and {@link #release}.
 *
 * <p>Numbers lie at multiples of their size, where a plain access is a single one. They are ordered
 * by fences and not through view handles, whose first use costs a starting JVM up to 30 ms.
 *
 * <p>It is not final, and neither are {@link Doorbell} and {@link QueueDirectory}, so that tests can
 * run both ends of a channel over a model of memory, in every order of their accesses.
 */
class SharedMemory {

    private final MappedByteBuffer buffer;
    private final AtomicInteger users = new AtomicInteger(1);

    /** A view that no handler is using, kept so that handing over a message allocates nothing. */
    private final AtomicReference<@Nullable ByteBuffer> spareView = new AtomicReference<>();

    /** Over what is mapped already. */
    SharedMemory(MappedByteBuffer buffer) {
        this.buffer = buffer;
        buffer.order(ByteOrder.nativeOrder());
    }

    /** Maps this part of a file, which must be there. */
    static SharedMemory map(Path file, long offset, int length) throws IOException {
        // No lambda here nor in what else a starting worker runs: the first one costs it ten
        // milliseconds.
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
                    if (open.length() < offset + length) {
                        // Mapping would extend it, behind the back of its owner.
                        throw new IOException(file + " is shorter than " + (offset + length));
                    }
                    return new SharedMemory(
                            open.getChannel().map(FileChannel.MapMode.READ_WRITE, offset, length));
                } catch (ClosedByInterruptException e) {
                    // Mapping is no work to break off. Again, and the interrupt is told afterwards.
                    interrupted |= Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    int getInt(int at) {
        return buffer.getInt(at);
    }

    long getLong(int at) {
        return buffer.getLong(at);
    }

    /** Nothing that comes later is read or written before this is read. */
    int getIntAcquire(int at) {
        int value = buffer.getInt(at);
        VarHandle.acquireFence();
        return value;
    }

    long getLongAcquire(int at) {
        long value = buffer.getLong(at);
        VarHandle.acquireFence();
        return value;
    }

    void putInt(int at, int value) {
        buffer.putInt(at, value);
    }

    void putLong(int at, long value) {
        buffer.putLong(at, value);
    }

    /** Whoever sees this value sees all that was written before. */
    void putIntRelease(int at, int value) {
        VarHandle.releaseFence();
        buffer.putInt(at, value);
    }

    void putLongRelease(int at, long value) {
        VarHandle.releaseFence();
        buffer.putLong(at, value);
    }

    /** What was written before is visible to all before anything that comes later is read. */
    void fullFence() {
        VarHandle.fullFence();
    }

    /** Copies what remains in the source, which is left as it was. */
    void put(int at, ByteBuffer source) {
        buffer.put(at, source, source.position(), source.remaining());
    }

    void put(int at, byte[] source) {
        buffer.put(at, source);
    }

    void put(int at, byte[] source, int length) {
        buffer.put(at, source, 0, length);
    }

    byte[] get(int at, int length) {
        byte[] bytes = new byte[length];
        buffer.get(at, bytes);
        return bytes;
    }

    /** Reads a byte so that the pages around it become part of this process at once. */
    byte touch(int at) {
        return buffer.get(at);
    }

    /**
     * A read-only view of these bytes, for a user, to be given back. Only one thread at a time may
     * borrow.
     */
    ByteBuffer borrowView(int at, int length) {
        ByteBuffer view = spareView.getPlain();
        if (view == null) {
            view = buffer.asReadOnlyBuffer();
        } else {
            spareView.lazySet(null);
        }
        return view.clear().limit(at + length).position(at).order(ByteOrder.BIG_ENDIAN);
    }

    /** Any thread may, at any time; a view too many is dropped. */
    void returnView(ByteBuffer view) {
        spareView.lazySet(view);
    }

    void retain() {
        users.incrementAndGet();
    }

    void release() {
        if (users.decrementAndGet() == 0) {
            Unmapper.unmap(buffer);
        }
    }

    /** Whether there is no other user. */
    boolean isUnshared() {
        return users.get() == 1;
    }
}
