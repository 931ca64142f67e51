package dev.workerkit.tck.threads;

import dev.workerkit.ChannelClosedException;
import dev.workerkit.Delivery;
import dev.workerkit.Launch;
import dev.workerkit.MessageCodecException;
import dev.workerkit.worker.EventedWorker;
import dev.workerkit.worker.LoopWorker;
import dev.workerkit.worker.RawWorker;
import dev.workerkit.worker.TaskWorker;
import java.time.Duration;

/** What a worker's thread does, by the kind of worker. */
final class Trade {

    private static final Duration USUAL_LOOP_TIME = Duration.ofSeconds(1);
    private static final Duration LONG = Duration.ofDays(1);

    /** What is done with a message. */
    private interface Step {
        void take(Object message) throws Exception;
    }

    /** How a worker is told that it is over. */
    private interface End {
        void come() throws Exception;
    }

    private final Life life;
    private final WorkerClass type;
    private final Duration loopTime;

    Trade(Life life, Launch launch) {
        Launch.JavaWorker java = (Launch.JavaWorker) launch;
        this.life = life;
        this.type = WorkerClass.of(java);
        this.loopTime = java.loopTime().orElse(USUAL_LOOP_TIME);
    }

    boolean isRaw() {
        return RawWorker.class.isAssignableFrom(type.constructor().getDeclaringClass());
    }

    /** Works to the end; the exit code. */
    int ply() {
        try {
            work(type.instance());
        } catch (ChannelClosedException e) {
            // It is over, and the worker had nothing to say to that.
        } catch (Throwable e) {
            return 1;
        }
        return life.exitCode().orElse(0);
    }

    private void work(Object worker) throws Exception {
        if (worker instanceof RawWorker raw) {
            life.isReady();
            life.pulse().works();
            raw.run(life);
        } else if (worker instanceof EventedWorker evented) {
            try {
                evented.initialize(life);
                life.isReady();
                serve(evented.messageType(), message -> evented.onMessage(message, life));
            } finally {
                inOrder(() -> evented.terminate(life));
            }
        } else if (worker instanceof TaskWorker tasks) {
            try {
                tasks.initialize(life);
                life.isReady();
                serve(tasks.taskType(), task -> life.channel().send(tasks.perform(task, life)));
            } finally {
                inOrder(() -> tasks.terminate(life));
            }
        } else if (worker instanceof LoopWorker loops) {
            try {
                loops.spinUp(life);
                life.isReady();
                loop(loops);
            } finally {
                inOrder(() -> loops.spinDown(life));
            }
        }
    }

    /** The last call of one that was not killed. */
    private void inOrder(End end) throws Exception {
        if (!life.isSevered()) {
            end.come();
        }
    }

    private void serve(Class<?> type, Step step) throws Exception {
        while (life.goesOnWorking()) {
            Delivery delivery;
            try {
                delivery = life.channel().take(LONG);
            } catch (ChannelClosedException e) {
                return;
            }
            if (delivery != null) {
                life.attempts(delivery.attempts());
                deal(delivery, type, step);
                delivery.acknowledge();
                life.attempts(0);
                life.unitDone();
            }
            life.pulse().rests();
        }
    }

    private static void deal(Delivery delivery, Class<?> type, Step step) throws Exception {
        Object message;
        try {
            message = delivery.message(type);
        } catch (MessageCodecException e) {
            // It is passed over.
            return;
        }
        step.take(message);
    }

    private void loop(LoopWorker worker) throws Exception {
        while (life.goesOnWorking()) {
            // From when it really begins: one that was late must not bring the next one forward.
            long due = System.nanoTime() + loopTime.toNanos();
            life.pulse().works();
            worker.loop(life);
            life.pulse().rests();
            life.unitDone();
            long left = due - System.nanoTime();
            if (left > 0 && life.goesOnWorking()) {
                life.awaitStop(Duration.ofNanos(left));
                life.pulse().rests();
            }
        }
    }
}
