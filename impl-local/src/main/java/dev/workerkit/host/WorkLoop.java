package dev.workerkit.host;

import dev.workerkit.worker.EventLoop;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * The thread of a dedicated worker as an event loop: what is given to it is done between two
 * messages, and not while the worker is paused. Made by that thread.
 */
final class WorkLoop implements EventLoop, Errands {

    /** Asked by somebody who waits for the answer. */
    interface Question {
        void answer();

        /** There will be no answer. */
        void drop();
    }

    private final Thread thread = Thread.currentThread();
    private final Wishes wishes;
    private final Queue<Question> questions = new ArrayDeque<>();
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final PriorityQueue<Timer> timers = new PriorityQueue<>();
    private long lastTimer;
    private boolean ended;

    WorkLoop(Wishes wishes) {
        this.wishes = wishes;
    }

    @Override
    public void execute(Runnable task) {
        add(tasks, task);
    }

    /** Has this answered even while the worker is paused. */
    void ask(Question question) {
        add(questions, question);
    }

    private <T> void add(Queue<T> queue, T task) {
        synchronized (this) {
            requireNotEnded();
            queue.add(task);
        }
        wishes.errand();
    }

    @Override
    public Scheduled schedule(Runnable task, Duration delay) {
        return add(task, nanos(delay), 0);
    }

    @Override
    public Scheduled scheduleEvery(Runnable task, Duration period) {
        return add(task, nanos(period), Math.max(1, nanos(period)));
    }

    private static long nanos(Duration time) {
        return time.compareTo(Duration.ofNanos(Wishes.FOREVER_NANOS)) < 0
                ? time.toNanos()
                : Wishes.FOREVER_NANOS;
    }

    private Timer add(Runnable task, long delay, long period) {
        Timer timer;
        synchronized (this) {
            requireNotEnded();
            timer = new Timer(task, System.nanoTime() + delay, period, ++lastTimer);
            timers.add(timer);
        }
        wishes.errand();
        return timer;
    }

    private void requireNotEnded() {
        if (ended) {
            throw new RejectedExecutionException("The worker has ended, and does no more tasks");
        }
    }

    @Override
    public boolean isCurrent() {
        return Thread.currentThread() == thread;
    }

    @Override
    public void answer(UnitsDone done) {
        // As many as there are now; those that they ask in turn come after other work.
        for (int left = waiting(questions); left > 0; left--) {
            Question question = next(questions);
            if (question != null) {
                done.begin();
                question.answer();
                done.rest();
            }
        }
    }

    @Override
    public void run(UnitsDone done) {
        for (int left = waiting(tasks); left > 0 && !wishes.stopRequested(); left--) {
            Runnable task = next(tasks);
            if (task != null) {
                run(task, done);
            }
        }
        long now = System.nanoTime();
        for (Timer due = due(now); due != null && !wishes.stopRequested(); due = due(now)) {
            run(due.task, done);
            again(due);
        }
    }

    private synchronized int waiting(Queue<?> queue) {
        return queue.size();
    }

    private synchronized <T> @Nullable T next(Queue<T> queue) {
        return queue.poll();
    }

    private synchronized @Nullable Timer due(long now) {
        Timer first = timers.peek();
        return first == null || first.due - now > 0 ? null : timers.poll();
    }

    private synchronized void again(Timer timer) {
        if (timer.period > 0 && !timer.cancelled) {
            timer.due = System.nanoTime() + timer.period;
            timers.add(timer);
        }
    }

    private static void run(Runnable task, UnitsDone done) {
        done.begin();
        task.run();
        done.rest();
    }

    @Override
    public synchronized Duration patience() {
        if (!tasks.isEmpty() || !questions.isEmpty()) {
            return Duration.ZERO;
        }
        Timer first = timers.peek();
        return first == null ? LONG : Duration.ofNanos(Math.max(0, first.due - System.nanoTime()));
    }

    /** Takes no more, and does no more of what was taken. */
    synchronized void end() {
        ended = true;
        for (Question question : questions) {
            question.drop();
        }
        questions.clear();
        tasks.clear();
        timers.clear();
    }

    /** A task that waits for its time. */
    private final class Timer implements Scheduled, Comparable<Timer> {

        private final Runnable task;
        private final long period;
        private final long number;
        private long due;
        private boolean cancelled;

        Timer(Runnable task, long due, long period, long number) {
            this.task = task;
            this.due = due;
            this.period = period;
            this.number = number;
        }

        @Override
        public void cancel() {
            synchronized (WorkLoop.this) {
                cancelled = true;
                timers.remove(this);
            }
        }

        @Override
        public int compareTo(Timer other) {
            int byTime = Long.compare(due - other.due, 0);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }
}
