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

        /** Deals with one message; returning acknowledges it. */
        void deal(Received received, HostContext context) throws Exception;

        void terminate(HostContext context) throws Exception;

        /** Their name, for people. */
        String unit();
    }

    /** One message after another. */
    record Serving(Trade trade, Wishes wishes, UnitsDone done) implements Work {

        private static final Duration LONG = Duration.ofDays(1);

        @Override
        public void run(HostContext context, Readiness readiness) throws Exception {
            done.countedIn(trade.unit());
            Throwable fault = null;
            try {
                trade.initialize(context);
                if (!wishes.stopRequested()) {
                    readiness.ready();
                    serve(context);
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
                            trade.terminate(context);
                        }
                    });
        }

        private void serve(HostContext context) throws Exception {
            WorkerChannel channel = context.channel();
            while (!wishes.stopRequested()) {
                wishes.awaitNotPaused();
                Received received = next(channel);
                if (received != null) {
                    serve(received, context);
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
        private @Nullable Received next(WorkerChannel channel) {
            if (!wishes.beginReceive()) {
                return null;
            }
            try {
                return channel.take(LONG);
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
