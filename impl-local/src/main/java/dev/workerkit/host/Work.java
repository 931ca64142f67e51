package dev.workerkit.host;

import dev.workerkit.ChannelClosedException;
import dev.workerkit.channel.Received;
import dev.workerkit.channel.WorkerChannel;
import dev.workerkit.worker.LoopWorker;
import dev.workerkit.worker.RawWorker;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a kind of worker does from its construction to its end. */
sealed interface Work {

    /** Makes the worker known to be ready. */
    interface Readiness {
        void ready() throws InterruptedException;
    }

    /** Returns when the worker has come to its end, and throws what it threw. */
    void run(HostContext context, Readiness readiness) throws Exception;

    /** The end that a worker has whatever happened before; a second fault goes with the first. */
    interface LastStep {
        void run() throws Exception;
    }

    private static void finish(@Nullable Throwable fault, Wishes wishes, LastStep lastStep)
            throws Exception {
        Throwable first = fault;
        try {
            // An interrupt that ended the work must not also disturb the cleaning up.
            Thread.interrupted();
            lastStep.run();
        } catch (Exception | Error e) {
            if (first == null || Faults.isNormalEnd(first, wishes)) {
                first = e;
            } else {
                first.addSuppressed(e);
            }
        }
        if (first instanceof Error error) {
            throw error;
        }
        if (first instanceof Exception exception) {
            throw exception;
        }
    }

    /** Everything is in the worker's own hands. */
    record Raw(RawWorker worker, UnitsDone done) implements Work {
        @Override
        public void run(HostContext context, Readiness readiness) throws Exception {
            readiness.ready();
            worker.run(new RawContext(context, done));
        }
    }

    /** What is done with the messages of the channel, one after another. */
    interface Trade {

        void initialize(HostContext context) throws Exception;

        /** The worker is ready, and messages follow. */
        default void begin(HostContext context) throws Exception {}

        /** Deals with one message; returning acknowledges it. */
        void deal(Received received, HostContext context) throws Exception;

        void terminate(HostContext context) throws Exception;

        /** Their name, for people. */
        String unit();

        /** The end has come, and nothing went wrong; termination follows. */
        default void part() throws Exception {}

        /** What there is to do between messages. */
        default Errands errands() {
            return Errands.NONE;
        }
    }

    /** One message after another. */
    record Serving(Trade trade, Wishes wishes, UnitsDone done) implements Work {

        @Override
        public void run(HostContext context, Readiness readiness) throws Exception {
            done.countedIn(trade.unit());
            Throwable fault = null;
            try {
                trade.initialize(context);
                if (!wishes.stopRequested()) {
                    readiness.ready();
                    done.begin();
                    trade.begin(context);
                    done.rest();
                    serve(context);
                }
            } catch (Exception | Error e) {
                fault = e;
            }
            fault = parted(fault);
            finish(
                    fault,
                    wishes,
                    new LastStep() {
                        @Override
                        public void run() throws Exception {
                            done.begin();
                            trade.terminate(context);
                        }
                    });
        }

        /** What went wrong until the end, if anything did. */
        private @Nullable Throwable parted(@Nullable Throwable fault) {
            if (fault == null || Faults.isNormalEnd(fault, wishes)) {
                try {
                    done.begin();
                    trade.part();
                } catch (Exception | Error e) {
                    return e;
                }
            }
            return fault;
        }

        private void serve(HostContext context) throws Exception {
            WorkerChannel channel = context.channel();
            Errands errands = trade.errands();
            while (!wishes.stopRequested()) {
                wishes.takeErrand();
                errands.answer(done);
                if (wishes.awaitNotPausedOrErrand()) {
                    errands.run(done);
                    Received received = next(channel, errands.patience());
                    if (received != null) {
                        serve(received, context);
                    }
                }
            }
        }

        private void serve(Received received, HostContext context) throws Exception {
            done.begin();
            context.attempts(received.attempts());
            trade.deal(received, context);
            context.attempts(0);
            received.acknowledge();
            done.end();
        }

        /** Null if there is something else to see to first. */
        private @Nullable Received next(WorkerChannel channel, Duration patience) {
            if (!wishes.beginReceive()) {
                return null;
            }
            try {
                return channel.take(patience);
            } catch (ChannelClosedException e) {
                if (wishes.endReceive()) {
                    return null;
                }
                throw e;
            } finally {
                wishes.endReceive();
            }
        }
    }

    /** One loop after another, a loop time apart from start to start. */
    record Loop(LoopWorker worker, long loopNanos, Wishes wishes, UnitsDone done) implements Work {

        @Override
        public void run(HostContext context, Readiness readiness) throws Exception {
            done.countedIn("loops");
            Throwable fault = null;
            try {
                worker.spinUp(context);
                if (!wishes.stopRequested()) {
                    readiness.ready();
                    loop(context);
                }
            } catch (Exception | Error e) {
                fault = e;
            }
            finish(
                    fault,
                    wishes,
                    new LastStep() {
                        @Override
                        public void run() throws Exception {
                            done.begin();
                            worker.spinDown(context);
                        }
                    });
        }

        private void loop(HostContext context) throws Exception {
            long due = System.nanoTime();
            while (!wishes.stopRequested()) {
                wishes.awaitNotPaused();
                // A pause or a stop may have come while it waited.
                if (wishes.awaitNextLoop(due)) {
                    due = System.nanoTime() + loopNanos;
                    done.begin();
                    worker.loop(context);
                    done.end();
                }
            }
        }
    }
}
