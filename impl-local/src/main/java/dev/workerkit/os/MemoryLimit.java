package dev.workerkit.os;

import java.util.function.Consumer;

/**
 * How much memory the process tree of an incarnation may hold before it is recycled. Each is one of
 * its own, also among equals.
 */
public final class MemoryLimit {

    private final int leader;
    private final byte[] marker;
    private final long bytes;
    private final Consumer<String> recycle;

    /**
     * The limit of an incarnation.
     *
     * @param leader its main process, which leads its session
     * @param token what its marker holds
     * @param bytes of resident memory
     * @param recycle is told why, again and again
     */
    public MemoryLimit(int leader, String token, long bytes, Consumer<String> recycle) {
        this.leader = leader;
        this.marker = Marker.ofIncarnation(token).entry();
        this.bytes = bytes;
        this.recycle = recycle;
    }

    int leader() {
        return leader;
    }

    byte[] marker() {
        return marker;
    }

    void weighed(long held) {
        if (held > bytes) {
            recycle.accept("its processes hold " + held + " bytes of memory, more than " + bytes);
        }
    }
}
