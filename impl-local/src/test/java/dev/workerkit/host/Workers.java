package dev.workerkit.host;

import dev.workerkit.ChannelClosedException;
import dev.workerkit.Counter;
import dev.workerkit.WorkerStatus;
import dev.workerkit.worker.EventedWorker;
import dev.workerkit.worker.LoopWorker;
import dev.workerkit.worker.RawWorker;
import dev.workerkit.worker.WorkerContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** The workers that the tests start. */
final class Workers {

    static final Duration LONG = Duration.ofMinutes(5);

    private Workers() {}

    /** Does nothing until it is told to stop. */
    static final class Waiting implements RawWorker {
        @Override
        public void run(WorkerContext context) throws Exception {
            context.awaitStop(LONG);
        }
    }

    /** Sends back what it receives, and lets the end of the channel pass. */
    static final class RawEcho implements RawWorker {
        @Override
        public void run(WorkerContext context) {
            while (true) {
                context.channel().send(context.channel().receive());
            }
        }
    }

    /** Tells what it was given. */
    static final class Introducing implements RawWorker {
        private final String greeting;

        Introducing(String greeting) {
            this.greeting = greeting;
        }

        @Override
        public void run(WorkerContext context) {
            context.status("working");
            context.channel()
                    .send(
                            String.join(
                                    " ",
                                    greeting,
                                    context.id().toString(),
                                    context.name(),
                                    String.valueOf(context.incarnation())));
        }
    }

    /** Sends back what it receives, says when it ends, and misbehaves on demand. */
    static final class Echo implements EventedWorker {
        private final CountDownLatch go = new CountDownLatch(1);

        @Override
        public void initialize(WorkerContext context) {
            context.onQuery(() -> new WorkerStatus("echoing", List.of(Counter.of("answer", 42))));
            context.onCommand(
                    "go",
                    argument -> {
                        go.countDown();
                        return null;
                    });
            context.onCommand("twice", argument -> List.of(argument, argument));
            context.onCommand(
                    "fail",
                    argument -> {
                        throw new IllegalStateException("asked to fail");
                    });
            context.onCommand(
                    "block",
                    argument -> {
                        new CountDownLatch(1).await();
                        return null;
                    });
        }

        @Override
        public void onMessage(Object message, WorkerContext context) throws Exception {
            switch ((String) message) {
                case "throw" -> throw new IllegalStateException("asked to throw");
                case "exit" -> context.exit(7);
                case "System.exit" -> System.exit(9);
                case "fill" -> fill();
                case "work until stop" -> {
                    context.channel().send("working");
                    context.awaitStop(LONG);
                    context.channel().send("worked");
                }
                case "work until go" -> {
                    context.channel().send("working");
                    go.await();
                }
                case "hang" -> {
                    context.channel().send("hanging");
                    while (true) {
                        Thread.onSpinWait();
                    }
                }
                case "leave a thread" ->
                        new Thread(
                                        () -> {
                                            while (true) {
                                                Thread.onSpinWait();
                                            }
                                        })
                                .start();
                default -> context.channel().send(message);
            }
        }

        private static void fill() {
            List<byte[]> kept = new ArrayList<>();
            while (true) {
                kept.add(new byte[1 << 20]);
            }
        }

        @Override
        public void terminate(WorkerContext context) {
            System.out.println("terminated");
            context.channel().send("terminated");
        }

        @Override
        public Class<?> messageType() {
            return String.class;
        }
    }

    /** Has no query handler. */
    static final class Plain implements EventedWorker {
        @Override
        public void initialize(WorkerContext context) {
            context.status("plain");
        }

        @Override
        public void onMessage(Object message, WorkerContext context) {
            context.channel().send(message);
        }
    }

    /** Sends the moment of each loop, in milliseconds. */
    static final class Ticking implements LoopWorker {
        private final int slowLoopMillis;
        private int loops;

        Ticking(int slowLoopMillis) {
            this.slowLoopMillis = slowLoopMillis;
        }

        @Override
        public void spinUp(WorkerContext context) {
            context.channel().send("up");
        }

        @Override
        public void loop(WorkerContext context) {
            context.channel().send(String.valueOf(System.nanoTime() / 1_000_000));
            long start = System.nanoTime();
            boolean slow = ++loops == 2;
            while (slow && System.nanoTime() - start < slowLoopMillis * 1_000_000L) {
                Thread.onSpinWait();
            }
        }

        @Override
        public void spinDown(WorkerContext context) {
            context.channel().send("down");
        }
    }

    /** Throws wherever it can. */
    static final class Failing implements LoopWorker {
        private final String where;

        Failing(String where) {
            if (where.equals("constructor")) {
                throw new IllegalArgumentException("thrown in the constructor");
            }
            this.where = where;
        }

        @Override
        public void spinUp(WorkerContext context) {
            failIf("spinUp");
        }

        @Override
        public void loop(WorkerContext context) {
            failIf("loop");
            context.exit(0);
        }

        @Override
        public void spinDown(WorkerContext context) {
            System.out.println("spun down");
            failIf("spinDown");
        }

        private void failIf(String place) {
            if (where.equals(place)) {
                throw new IllegalStateException("thrown in " + place);
            }
        }
    }

    /** Pauses only where it chooses to. */
    static final class RawPausing implements RawWorker {
        @Override
        public void run(WorkerContext context) throws Exception {
            context.channel().send("begun");
            context.channel().receive();
            while (!context.stopRequested()) {
                context.awaitNotPaused();
                context.awaitStop(Duration.ofMillis(1));
            }
            context.channel().send("ended");
        }
    }

    /** Finds out what a stop does to its channel. */
    static final class RawStopping implements RawWorker {
        @Override
        public void run(WorkerContext context) throws Exception {
            try {
                context.channel().receive();
            } catch (ChannelClosedException e) {
                context.channel().send("closed " + context.stopRequested());
            }
        }
    }

    /** Is interrupted by code of its own. */
    static final class Interrupted implements RawWorker {
        @Override
        public void run(WorkerContext context) {
            Thread.currentThread().interrupt();
            context.channel().receive();
        }
    }
}
