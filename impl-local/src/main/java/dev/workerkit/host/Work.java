package dev.workerkit.host;

import dev.workerkit.Channel;
import dev.workerkit.ChannelClosedException;
import dev.workerkit.MessageCodecException;
import dev.workerkit.worker.EventedWorker;
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
    record Raw(RawWorker worker) implements Work {
        @Override
        public void run(HostContext context, Readiness readiness) throws Exception {
            readiness.ready();
            worker.run(context);
        }
    }

    /** One message after another. */
    record Evented(EventedWorker worker, Wishes wishes, UnitsDone done) implements Work {

        private static final Duration LONG = Duration.ofDays(1);

        @Override
        public void run(HostContext context, Readiness readiness) throws Exception {
            done.countedIn("messages");
            Throwable fault = null;
            try {
                worker.initialize(context);
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
                            worker.terminate(context);
                        }
                    });
        }

        private void serve(HostContext context) throws Exception {
            Class<?> type = worker.messageType();
            Channel channel = context.channel();
            while (!wishes.stopRequested()) {
                wishes.awaitNotPaused();
                Object message = next(channel, type);
                if (message != null) {
                    worker.onMessage(message, context);
                    done.add();
                }
            }
        }

        /** Null if there is something else to see to first. */
        private @Nullable Object next(Channel channel, Class<?> type) {
            if (!wishes.beginReceive()) {
                return null;
            }
            try {
                return channel.receive(LONG, type);
            } catch (ChannelClosedException e) {
                if (wishes.endReceive()) {
                    return null;
                }
                throw e;
            } catch (MessageCodecException e) {
                // One message that can't be read is no reason to lose those behind it.
                e.printStackTrace();
                return null;
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
                    worker.loop(context);
                    done.add();
                }
            }
        }
    }
}
