package dev.workerkit.channel.queue;

import net.openhft.chronicle.queue.RollCycle;
import net.openhft.chronicle.queue.rollcycles.RollCycleArithmetic;

/**
 * Rolls by logical seconds that have nothing to do with time: the writer begins the next one with
 * each document. Seconds, as a cycle is an {@code int} and its name a date: there are enough of them
 * for petabytes. The index is small, as a file has only one document.
 */
enum DocumentRoll implements RollCycle {
    INSTANCE;

    static final int CYCLE_MILLIS = 1000;

    private final RollCycleArithmetic arithmetic = RollCycleArithmetic.of(8, 1);

    @Override
    public String format() {
        return "yyyyMMdd-HHmmss";
    }

    @Override
    public int lengthInMillis() {
        return CYCLE_MILLIS;
    }

    @Override
    public int defaultIndexCount() {
        return arithmetic.indexCount();
    }

    @Override
    public int defaultIndexSpacing() {
        return arithmetic.indexSpacing();
    }

    @Override
    public long toIndex(int cycle, long sequenceNumber) {
        return arithmetic.toIndex(cycle, sequenceNumber);
    }

    @Override
    public long toSequenceNumber(long index) {
        return arithmetic.toSequenceNumber(index);
    }

    @Override
    public int toCycle(long index) {
        return arithmetic.toCycle(index);
    }

    @Override
    public long maxMessagesPerCycle() {
        return arithmetic.maxMessagesPerCycle();
    }
}
