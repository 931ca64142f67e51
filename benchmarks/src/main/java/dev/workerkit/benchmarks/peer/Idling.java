package dev.workerkit.benchmarks.peer;

import org.agrona.concurrent.BackoffIdleStrategy;
import org.agrona.concurrent.IdleStrategy;

/** What an end does between two looks into memory, until the other process is gone. */
final class Idling {

    /** Asking each time would cost a spinning end a few percent. */
    private static final int LOOKS = 1 << 10;

    private final IdleStrategy strategy;
    private final Lifeline lifeline;
    private int looks;

    private Idling(IdleStrategy strategy, Lifeline lifeline) {
        this.strategy = strategy;
        this.lifeline = lifeline;
    }

    /** As this says; by default as Agrona and Aeron do. */
    static Idling of(Waiting waiting, Lifeline lifeline) {
        return of(waiting, lifeline, new BackoffIdleStrategy());
    }

    /** The same with another default. */
    static Idling of(Waiting waiting, Lifeline lifeline, IdleStrategy usual) {
        return new Idling(waiting == Waiting.PINNED ? new Spinning() : usual, lifeline);
    }

    /** A message came. */
    void reset() {
        strategy.reset();
    }

    /**
     * None came.
     *
     * @return false if none will come
     */
    boolean idle() {
        strategy.idle();
        return (++looks & LOOKS - 1) != 0 || !lifeline.isCut();
    }

    private static final class Spinning implements IdleStrategy {

        @Override
        public void idle(int workCount) {
            if (workCount == 0) {
                idle();
            }
        }

        @Override
        public void idle() {
            Looking.pause();
        }

        @Override
        public void reset() {}
    }
}
