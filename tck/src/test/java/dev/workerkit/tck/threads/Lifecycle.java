package dev.workerkit.tck.threads;

import static dev.workerkit.WorkerState.BACKOFF;
import static dev.workerkit.WorkerState.COMPLETED;
import static dev.workerkit.WorkerState.FAILED;
import static dev.workerkit.WorkerState.KILLING;
import static dev.workerkit.WorkerState.NEW;
import static dev.workerkit.WorkerState.RUNNING;
import static dev.workerkit.WorkerState.STARTING;
import static dev.workerkit.WorkerState.STOPPED;
import static dev.workerkit.WorkerState.STOPPING;

import dev.workerkit.DesiredState;
import dev.workerkit.Readiness;
import dev.workerkit.RestartDecision;
import dev.workerkit.WorkerExit;
import dev.workerkit.WorkerSpec;
import dev.workerkit.WorkerState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Where a worker is, and how it gets on. All of it with the supervisor's lock held. */
final class Lifecycle {

    /** What follows when a worker that was told to end has ended. */
    private enum Then {
        END,
        RESTART,
        RENEW
    }

    private static final WorkerExit KILLED = new WorkerExit.Signal(9);

    /** How long a thread that is to end at once has to do so by itself. */
    private static final Duration DYING = Duration.ofMillis(500);

    private final ThreadWorker worker;
    private final WorkerSpec spec;
    private final Supervisor supervisor;
    private final Past past;
    private final Standing standing = new Standing();
    private boolean waiting;
    private Then then = Then.END;
    private Optional<WorkerExit> verdict = Optional.empty();
    private Optional<String> due = Optional.empty();
    private @Nullable Life life;
    private Line line;

    Lifecycle(ThreadWorker worker, Supervisor supervisor) {
        this.worker = worker;
        this.spec = worker.spec();
        this.supervisor = supervisor;
        this.past = new Past(spec.restart());
        this.line = new Line(spec.channel());
    }

    Standing standing() {
        return standing;
    }

    /** Whether it is to be started once all that it depends on is ready. */
    boolean isWaiting() {
        return waiting;
    }

    Past past() {
        return past;
    }

    Line line() {
        return line;
    }

    // What is asked

    /** Starts one that is not live. */
    void start(String cause) {
        if (standing.state().isTerminal() && !waiting) {
            line = new Line(spec.channel());
        }
        past.forget();
        standing.want(DesiredState.UP);
        spawnOrWait(true, Optional.empty(), cause);
    }

    void stop() {
        standing.want(DesiredState.DOWN);
        then = Then.END;
        if (standing.state() == STARTING || standing.state() == RUNNING) {
            tellToStop("stop asked");
        } else {
            stayDown("stop asked");
        }
    }

    void kill() {
        standing.want(DesiredState.DOWN);
        then = Then.END;
        if (standing.state().isLive()) {
            verdict = Optional.empty();
            sever("kill asked");
        } else {
            stayDown("kill asked");
        }
    }

    /** One that is not live: it does not wait any more. */
    private void stayDown(String cause) {
        boolean waited = waiting;
        waiting = false;
        if (standing.state() == NEW || standing.state() == BACKOFF) {
            become(STOPPED, Optional.empty(), cause);
        } else if (waited) {
            supervisor.changed(worker);
        }
    }

    /** Stops one that is live, and starts it again. */
    void restart() {
        past.forget();
        standing.want(DesiredState.UP);
        then = Then.RESTART;
        tellToStop("restart asked");
    }

    void resetFailed() {
        past.forget();
        if (standing.state() == FAILED) {
            if (!waiting) {
                standing.want(DesiredState.DOWN);
            }
            become(STOPPED, Optional.empty(), "its failure was reset");
        }
    }

    /** Replaces it by a fresh incarnation, as soon as it runs. */
    void recycle(int number, String reason) {
        if (number != standing.incarnation()) {
            return;
        }
        if (standing.state() == RUNNING) {
            then = Then.RENEW;
            tellToStop("recycled: " + reason);
        } else if (standing.state() == STARTING) {
            due = Optional.of(reason);
        }
    }

    // Start

    private void spawnOrWait(boolean counts, Optional<WorkerExit> exit, String cause) {
        waiting = !supervisor.unready(worker).isEmpty();
        if (!waiting) {
            spawn(counts, exit, cause);
            return;
        }
        if (standing.state().isLive()) {
            become(STOPPED, exit, "it waits for what it depends on");
        }
        supervisor.changed(worker);
    }

    /** What it depends on has changed. */
    void reconsider() {
        if (!waiting) {
            return;
        }
        Optional<String> failed = supervisor.failedDependency(worker);
        if (supervisor.unready(worker).isEmpty()) {
            waiting = false;
            spawn(true, Optional.empty(), "all that it depends on is ready");
        } else if (failed.isPresent()) {
            String why = "it depends on '" + failed.get() + "', which has failed";
            waiting = false;
            standing.exited(new WorkerExit.StartFailure(why));
            if (standing.state() == FAILED) {
                supervisor.changed(worker);
            } else {
                become(FAILED, Optional.empty(), why);
                supervisor.escalate(worker, FAILED, why);
            }
        }
    }

    private void spawn(boolean counts, Optional<WorkerExit> exit, String cause) {
        then = Then.END;
        verdict = Optional.empty();
        due = Optional.empty();
        past.spawned(counts);
        int number = standing.spawns();
        Life born =
                new Life(
                        worker,
                        number,
                        line,
                        spec.recycle().units(ThreadLocalRandom.current().nextDouble()),
                        listener(number));
        life = born;
        become(STARTING, exit, cause);
        Readiness readiness = spec.readiness();
        if (readiness instanceof Readiness.Immediate) {
            runs(number);
        } else if (readiness instanceof Readiness.After after) {
            supervisor.later(after.alive(), () -> runs(number));
        }
        readiness.deadline().ifPresent(limit -> supervisor.later(limit, () -> isLate(number)));
        born.begin();
    }

    private Life.Listener listener(int number) {
        return new Life.Listener() {
            @Override
            public void ready() {
                if (spec.readiness() instanceof Readiness.Told) {
                    supervisor.run(() -> runs(number));
                }
            }

            @Override
            public void worn() {
                supervisor.run(() -> recycle(number, "it has done its units"));
            }

            @Override
            public void ended(int code) {
                supervisor.run(() -> Lifecycle.this.ended(number, new WorkerExit.Code(code)));
            }
        };
    }

    private void runs(int number) {
        Life now = life;
        if (!standing.is(STARTING, number) || now == null) {
            return;
        }
        past.ready();
        become(RUNNING, Optional.empty(), "ready");
        new Care(this, supervisor, spec).of(now);
        due.ifPresent(reason -> recycle(number, reason));
    }

    private void isLate(int number) {
        if (standing.is(STARTING, number)) {
            condemn(new WorkerExit.Timeout("not ready in time"));
        }
    }

    /** It has made no progress for too long. */
    void isWedged(int number) {
        if (standing.is(RUNNING, number)) {
            condemn(new WorkerExit.Watchdog("no progress"));
        }
    }

    // End

    private void condemn(WorkerExit why) {
        verdict = Optional.of(why);
        sever(why.describe());
    }

    private void tellToStop(String cause) {
        become(STOPPING, Optional.empty(), cause);
        Life now = life;
        if (now != null) {
            now.requestStop();
            line.wake();
        }
        int number = standing.incarnation();
        supervisor.later(spec.stop().grace(), () -> graceOver(number));
    }

    private void graceOver(int number) {
        if (standing.is(STOPPING, number)) {
            sever("grace over");
        }
    }

    private void sever(String cause) {
        if (standing.state() != KILLING) {
            become(KILLING, Optional.empty(), cause);
        }
        Life now = life;
        if (now != null) {
            now.sever();
            line.wake();
            int number = standing.incarnation();
            supervisor.later(
                    DYING,
                    () -> {
                        if (number == standing.incarnation() && life == now) {
                            now.stopThread();
                            ended(number, KILLED);
                        }
                    });
        }
    }

    private void ended(int number, WorkerExit how) {
        if (number != standing.incarnation() || life == null) {
            return;
        }
        life = null;
        line.giveBack();
        WorkerExit exit = verdict.orElse(standing.state() == KILLING ? KILLED : how);
        standing.exited(exit);
        if (standing.state() != STOPPING && standing.state() != KILLING || verdict.isPresent()) {
            decide(exit);
        } else if (then == Then.END) {
            endAs(STOPPED, "stopped: " + exit.describe());
        } else {
            past.died(number, exit, "started again");
            past.renewed();
            spawnOrWait(then == Then.RESTART, standing.lastExit(), "started again");
        }
    }

    private void decide(WorkerExit exit) {
        RestartDecision decision = past.decide(exit, standing.desired());
        if (decision instanceof RestartDecision.Restart restart) {
            standing.startsAgainAt(Instant.now().plus(restart.delay()));
            endAs(BACKOFF, exit.describe());
            int number = standing.incarnation();
            supervisor.later(restart.delay(), () -> delayOver(number));
        } else if (decision instanceof RestartDecision.Complete) {
            endByItself(COMPLETED, exit.describe());
        } else if (decision instanceof RestartDecision.Fail fail) {
            endByItself(FAILED, fail.reason());
        } else {
            endAs(STOPPED, "stopped: " + exit.describe());
        }
    }

    /** An incarnation has ended, and this is what becomes of the worker. */
    private void endAs(WorkerState next, String cause) {
        past.died(standing.incarnation(), standing.lastExit().orElseThrow(), cause);
        become(next, standing.lastExit(), cause);
    }

    private void endByItself(WorkerState terminal, String cause) {
        endAs(terminal, cause);
        supervisor.escalate(worker, terminal, cause);
    }

    private void delayOver(int number) {
        if (standing.is(BACKOFF, number) && !waiting) {
            spawnOrWait(true, Optional.empty(), "the delay is over");
        }
    }

    private void become(WorkerState next, Optional<WorkerExit> exit, String cause) {
        WorkerState from = standing.state();
        standing.become(next);
        if (next.isTerminal() && !waiting) {
            line.close();
            if (next != STOPPED) {
                standing.want(DesiredState.DOWN);
            }
        }
        supervisor.tell(worker, standing.incarnation(), from, next, exit, cause);
    }

    /** Of people who look at a runtime. */
    List<String> waitsFor() {
        return waiting ? supervisor.unready(worker) : List.of();
    }
}
