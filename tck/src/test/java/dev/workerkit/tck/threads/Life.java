package dev.workerkit.tck.threads;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.workerkit.Channel;
import dev.workerkit.ChannelClosedException;
import dev.workerkit.Delivery;
import dev.workerkit.Launch;
import dev.workerkit.MessageCodecException;
import dev.workerkit.SpecException;
import dev.workerkit.WorkerId;
import dev.workerkit.WorkerStatus;
import dev.workerkit.worker.CommandHandler;
import dev.workerkit.worker.EventedWorker;
import dev.workerkit.worker.LoopWorker;
import dev.workerkit.worker.RawWorker;
import dev.workerkit.worker.TaskWorker;
import dev.workerkit.worker.WorkerContext;
import java.lang.reflect.Constructor;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/** One incarnation: a thread that runs the worker's code. */
final class Life implements WorkerContext {

    private static final ObjectMapper VALUES = new ObjectMapper();
    private static final Duration USUAL_LOOP_TIME = Duration.ofSeconds(1);
    private static final List<Class<?>> KINDS =
            List.of(RawWorker.class, EventedWorker.class, TaskWorker.class, LoopWorker.class);
    private static final Duration LONG = Duration.ofDays(1);

    private final WorkerId id;
    private final String name;
    private final int incarnation;
    private final Launch.JavaWorker launch;
    private final Channel channel;
    private final Runnable ready;
    private final IntConsumer ended;
    private final Thread thread;
    private int attempts;
    private OptionalInt exit = OptionalInt.empty();
    private boolean stop;
    private volatile boolean severed;

    Life(
            WorkerId id,
            String name,
            int incarnation,
            Launch.JavaWorker launch,
            Function<Life, Channel> channel,
            Runnable ready,
            IntConsumer ended) {
        this.id = id;
        this.name = name;
        this.incarnation = incarnation;
        this.launch = launch;
        this.channel = channel.apply(this);
        this.ready = ready;
        this.ended = ended;
        this.thread = new Thread(this::live, "worker " + name + " " + incarnation);
        thread.setDaemon(true);
    }

    /** The class of a worker, if it is one. */
    static Class<?> type(Launch.JavaWorker launch) {
        try {
            return Class.forName(launch.className());
        } catch (ClassNotFoundException e) {
            throw new SpecException(
                    "launch.className",
                    "there is no class '" + launch.className() + "'",
                    "add it to the class path");
        }
    }

    /** Refuses a class that can't be run with these arguments. */
    static void requireRunnable(Launch.JavaWorker launch) {
        Class<?> type = type(launch);
        if (KINDS.stream().noneMatch(kind -> kind.isAssignableFrom(type))) {
            throw new SpecException(
                    "launch.className",
                    "'" + type.getName() + "' is no worker",
                    "implement one of " + KINDS);
        }
        if (arguments(launch).isEmpty()) {
            throw new SpecException(
                    "launch.arguments",
                    launch.arguments() + " fit no public constructor of " + type.getName(),
                    "give those that it takes");
        }
    }

    /** A constructor with what it is given; none if none takes these. */
    private static Optional<Map.Entry<Constructor<?>, Object[]>> arguments(
            Launch.JavaWorker launch) {
        for (Constructor<?> constructor : type(launch).getConstructors()) {
            if (constructor.getParameterCount() == launch.arguments().size()) {
                try {
                    Object[] arguments = new Object[constructor.getParameterCount()];
                    for (int i = 0; i < arguments.length; i++) {
                        arguments[i] =
                                VALUES.convertValue(
                                        launch.arguments().get(i),
                                        constructor.getParameterTypes()[i]);
                    }
                    return Optional.of(Map.entry(constructor, arguments));
                } catch (IllegalArgumentException e) {
                    // It takes others.
                }
            }
        }
        return Optional.empty();
    }

    void begin() {
        thread.start();
    }

    synchronized void requestStop() {
        stop = true;
        notifyAll();
    }

    /** No thread can be killed: it is cut off from everything, and what it does has no effect. */
    void sever() {
        severed = true;
        requestStop();
        thread.interrupt();
    }

    boolean isSevered() {
        return severed;
    }

    private void live() {
        int code;
        try {
            work(instance());
            code = exitCode().orElse(0);
        } catch (ChannelClosedException e) {
            code = exitCode().orElse(0);
        } catch (Throwable e) {
            code = 1;
        }
        ended.accept(code);
    }

    private Object instance() throws ReflectiveOperationException {
        Map.Entry<Constructor<?>, Object[]> found = arguments(launch).orElseThrow();
        return found.getKey().newInstance(found.getValue());
    }

    private void work(Object worker) throws Exception {
        if (worker instanceof RawWorker raw) {
            ready.run();
            raw.run(this);
        } else if (worker instanceof EventedWorker evented) {
            try {
                evented.initialize(this);
                ready.run();
                serve(evented.messageType(), message -> evented.onMessage(message, this));
            } finally {
                evented.terminate(this);
            }
        } else if (worker instanceof TaskWorker tasks) {
            try {
                tasks.initialize(this);
                ready.run();
                serve(tasks.taskType(), task -> channel.send(tasks.perform(task, this)));
            } finally {
                tasks.terminate(this);
            }
        } else if (worker instanceof LoopWorker loops) {
            try {
                loops.spinUp(this);
                ready.run();
                loop(loops);
            } finally {
                loops.spinDown(this);
            }
        }
    }

    private interface Step {
        void take(Object message) throws Exception;
    }

    private void serve(Class<?> type, Step step) throws Exception {
        while (!stopRequested() && exitCode().isEmpty()) {
            Delivery delivery;
            try {
                delivery = channel.take(LONG);
            } catch (ChannelClosedException e) {
                return;
            }
            if (delivery != null) {
                attempts = delivery.attempts();
                try {
                    step.take(delivery.message(type));
                } catch (MessageCodecException e) {
                    // It is passed over.
                }
                delivery.acknowledge();
                attempts = 0;
            }
        }
    }

    private void loop(LoopWorker worker) throws Exception {
        long time = launch.loopTime().orElse(USUAL_LOOP_TIME).toNanos();
        while (!stopRequested() && exitCode().isEmpty()) {
            long begin = System.nanoTime();
            worker.loop(this);
            long left = begin + time - System.nanoTime();
            if (left > 0 && exitCode().isEmpty()) {
                awaitStop(Duration.ofNanos(left));
            }
        }
    }

    private synchronized OptionalInt exitCode() {
        return exit;
    }

    @Override
    public WorkerId id() {
        return id;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public int incarnation() {
        return incarnation;
    }

    @Override
    public Channel channel() {
        return channel;
    }

    @Override
    public int attempts() {
        return attempts;
    }

    @Override
    public synchronized boolean stopRequested() {
        return stop;
    }

    @Override
    public synchronized boolean awaitStop(Duration timeout) throws InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        for (long left = timeout.toNanos(); !stop && left > 0; left = end - System.nanoTime()) {
            wait(Math.max(1, left / 1_000_000));
        }
        return stop;
    }

    @Override
    public void awaitNotPaused() {}

    @Override
    public void progress() {}

    @Override
    public void status(String text) {}

    @Override
    public synchronized void exit(int code) {
        exit = OptionalInt.of(code);
    }

    @Override
    public void onQuery(Supplier<WorkerStatus> answer) {}

    @Override
    public void onCommand(String command, CommandHandler handler) {}
}
