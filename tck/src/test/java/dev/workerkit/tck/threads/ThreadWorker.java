package dev.workerkit.tck.threads;

import dev.workerkit.Channel;
import dev.workerkit.DesiredState;
import dev.workerkit.IllegalLifecycleException;
import dev.workerkit.Launch;
import dev.workerkit.MessageCodec;
import dev.workerkit.Readiness;
import dev.workerkit.RestartDecision;
import dev.workerkit.RestartHistory;
import dev.workerkit.RestartIntensity;
import dev.workerkit.UnsupportedException;
import dev.workerkit.Worker;
import dev.workerkit.WorkerDeath;
import dev.workerkit.WorkerEvent;
import dev.workerkit.WorkerExit;
import dev.workerkit.WorkerId;
import dev.workerkit.WorkerLog;
import dev.workerkit.WorkerSnapshot;
import dev.workerkit.WorkerSpec;
import dev.workerkit.WorkerStartException;
import dev.workerkit.WorkerState;
import dev.workerkit.WorkerStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** A worker that is a thread. Its state is guarded by its runtime's lock. */
final class ThreadWorker implements Worker {

    private static final int DEATHS = 10;
    private static final int KILLED = 9;

    private final ThreadRuntime runtime;
    private final WorkerId id;
    private final String name;
    private final WorkerSpec spec;
    private final MessageCodec codec;
    private final List<WorkerDeath> deaths = new ArrayList<>();
    private final List<Instant> restartTimes = new ArrayList<>();
    private WorkerState state = WorkerState.NEW;
    private DesiredState desired = DesiredState.UP;
    private int incarnation;
    private Instant since = Instant.now();
    private Instant spawned = since;
    private Optional<WorkerExit> lastExit = Optional.empty();
    private Optional<Instant> nextStart = Optional.empty();
    private int failedStarts;
    private int restarts;
    private boolean wasReady;
    private boolean again;
    private boolean late;
    private boolean removed;
    private @Nullable Life life;
    private Pipe toWorker;
    private Pipe toMaster;
    private Channel channel;
    private CompletableFuture<WorkerSnapshot> ready = new CompletableFuture<>();
    private CompletableFuture<WorkerSnapshot> ended = new CompletableFuture<>();

    ThreadWorker(ThreadRuntime runtime, WorkerId id, String name, WorkerSpec spec) {
        this.runtime = runtime;
        this.id = id;
        this.name = name;
        this.spec = spec.withName(name);
        this.codec = Codec.named(spec.channel().codec());
        this.toWorker = pipe();
        this.toMaster = pipe();
        this.channel = masterEnd();
    }

    private Pipe pipe() {
        return new Pipe(spec.channel().capacityBytes(), spec.channel().guarantee());
    }

    private Channel masterEnd() {
        return new ThreadChannel(
                toMaster,
                toWorker,
                codec,
                spec.channel().maxMessageBytes(),
                () -> true,
                () -> true);
    }

    void spawn(Optional<WorkerExit> exit, String cause) {
        incarnation++;
        spawned = Instant.now();
        wasReady = false;
        again = false;
        late = false;
        nextStart = Optional.empty();
        noteTime(RestartIntensity.Counts.STARTS);
        int number = incarnation;
        Pipe in = toWorker;
        Pipe out = toMaster;
        Life born =
                new Life(
                        id,
                        name,
                        number,
                        (Launch.JavaWorker) spec.launch(),
                        self ->
                                new ThreadChannel(
                                        in,
                                        out,
                                        codec,
                                        spec.channel().maxMessageBytes(),
                                        () -> !self.stopRequested(),
                                        () -> !self.isSevered()),
                        () -> told(number),
                        code -> endedBy(number, new WorkerExit.Code(code)));
        life = born;
        become(WorkerState.STARTING, exit, cause);
        awaitReadiness(number);
        born.begin();
    }

    private void awaitReadiness(int number) {
        Readiness readiness = spec.readiness();
        if (readiness instanceof Readiness.Immediate) {
            runs(number);
        } else if (readiness instanceof Readiness.After after) {
            runtime.later(after.alive(), () -> runs(number));
        }
        readiness.deadline().ifPresent(limit -> runtime.later(limit, () -> notInTime(number)));
    }

    private void told(int number) {
        synchronized (runtime) {
            if (spec.readiness() instanceof Readiness.Told) {
                runs(number);
            }
        }
    }

    private void runs(int number) {
        if (number == incarnation && state == WorkerState.STARTING) {
            wasReady = true;
            failedStarts = 0;
            become(WorkerState.RUNNING, Optional.empty(), "ready");
        }
    }

    private void notInTime(int number) {
        if (number == incarnation && state == WorkerState.STARTING) {
            late = true;
            become(WorkerState.KILLING, Optional.empty(), "not ready in time");
            sever();
        }
    }

    private void sever() {
        Life now = life;
        if (now != null) {
            now.sever();
            toWorker.wake();
            toMaster.wake();
            int number = incarnation;
            runtime.later(Duration.ZERO, () -> endedBy(number, new WorkerExit.Signal(KILLED)));
        }
    }

    private void endedBy(int number, WorkerExit how) {
        synchronized (runtime) {
            if (number != incarnation || life == null || !state.isLive()) {
                return;
            }
            life = null;
            toWorker.giveBack();
            WorkerExit exit = late ? new WorkerExit.Timeout("not ready in time") : how;
            lastExit = Optional.of(exit);
            boolean asked = state == WorkerState.STOPPING || state == WorkerState.KILLING;
            if (asked && again) {
                noteDeath(exit, "restarted");
                spawn(lastExit, "restart");
            } else if (asked && !late) {
                noteDeath(exit, "stopped");
                become(WorkerState.STOPPED, lastExit, "stopped");
            } else {
                decide(exit);
            }
        }
    }

    private void decide(WorkerExit exit) {
        Duration uptime = Duration.between(spawned, Instant.now());
        Instant now = Instant.now();
        RestartHistory history =
                new RestartHistory(
                        wasReady,
                        uptime,
                        failedStarts,
                        restarts,
                        restartTimes.stream().map(time -> Duration.between(time, now)).toList());
        RestartDecision decision =
                spec.restart()
                        .decide(exit, desired, history, ThreadLocalRandom.current().nextDouble());
        noteDeath(exit, decision.toString());
        if (decision instanceof RestartDecision.Restart restart) {
            backOff(restart.delay(), exit, uptime);
        } else if (decision instanceof RestartDecision.Complete) {
            become(WorkerState.COMPLETED, lastExit, "completed");
        } else if (decision instanceof RestartDecision.Fail fail) {
            become(WorkerState.FAILED, lastExit, fail.reason());
        } else {
            become(WorkerState.STOPPED, lastExit, "stopped");
        }
    }

    private void backOff(Duration delay, WorkerExit exit, Duration uptime) {
        if (wasReady) {
            restarts =
                    uptime.compareTo(spec.restart().delay().resetAfter()) >= 0 ? 1 : restarts + 1;
            noteTime(RestartIntensity.Counts.RESTARTS);
        } else {
            failedStarts++;
        }
        nextStart = Optional.of(Instant.now().plus(delay));
        become(WorkerState.BACKOFF, Optional.of(exit), "starts again in " + delay);
        int number = incarnation;
        runtime.later(
                delay,
                () -> {
                    if (number == incarnation && state == WorkerState.BACKOFF) {
                        spawn(Optional.empty(), "delay over");
                    }
                });
    }

    private void noteTime(RestartIntensity.Counts counted) {
        if (spec.restart().intensity().counts() == counted) {
            restartTimes.add(Instant.now());
        }
    }

    private void noteDeath(WorkerExit exit, String cause) {
        deaths.add(
                new WorkerDeath(
                        incarnation, spawned, Instant.now(), wasReady, exit, cause, List.of()));
        if (deaths.size() > DEATHS) {
            deaths.remove(0);
        }
    }

    private void become(WorkerState next, Optional<WorkerExit> exit, String cause) {
        WorkerState from = state;
        state = next;
        since = Instant.now();
        if (next != WorkerState.BACKOFF) {
            nextStart = Optional.empty();
        }
        if (next.isTerminal()) {
            toWorker.close();
            toMaster.close();
            if (next != WorkerState.STOPPED) {
                desired = DesiredState.DOWN;
            }
        }
        runtime.events()
                .tell(
                        new WorkerEvent(
                                runtime.events().next(),
                                since,
                                id,
                                name,
                                incarnation,
                                from,
                                next,
                                exit,
                                cause));
        settle(next);
        runtime.after(this, next, cause);
    }

    private void settle(WorkerState next) {
        WorkerSnapshot now = snapshot();
        if (next == WorkerState.COMPLETED && wasReady) {
            ready = new CompletableFuture<>();
        }
        if (next == WorkerState.RUNNING || next == WorkerState.COMPLETED) {
            ready.completeAsync(() -> now);
        } else if (next.isTerminal()) {
            CompletableFuture<WorkerSnapshot> failed = ready;
            runtime.answer(
                    () -> failed.completeExceptionally(new WorkerStartException(now, List.of())));
        }
        if (next.isTerminal()) {
            ended.completeAsync(() -> now);
        } else if (next == WorkerState.STARTING && ready.isDone()) {
            ready = new CompletableFuture<>();
        }
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
    public WorkerSpec spec() {
        return spec;
    }

    @Override
    public WorkerSnapshot snapshot() {
        synchronized (runtime) {
            return new WorkerSnapshot(
                    id,
                    name,
                    state,
                    desired,
                    incarnation,
                    OptionalLong.empty(),
                    since,
                    lastExit,
                    nextStart,
                    List.of(),
                    Optional.empty(),
                    Optional.empty());
        }
    }

    @Override
    public CompletableFuture<WorkerSnapshot> ready() {
        synchronized (runtime) {
            return ready.copy();
        }
    }

    @Override
    public CompletableFuture<WorkerSnapshot> ended() {
        synchronized (runtime) {
            return ended.copy();
        }
    }

    @Override
    public CompletableFuture<WorkerSnapshot> start() {
        synchronized (runtime) {
            require("start", state.isTerminal() || state == WorkerState.BACKOFF);
            runtime.requireOpen();
            startAnew();
            return ready.copy();
        }
    }

    private void startAnew() {
        boolean anew = state.isTerminal();
        forget();
        desired = DesiredState.UP;
        if (anew) {
            toWorker = pipe();
            toMaster = pipe();
            channel = masterEnd();
            ready = new CompletableFuture<>();
            ended = new CompletableFuture<>();
        }
        spawn(Optional.empty(), "start");
    }

    private void forget() {
        failedStarts = 0;
        restarts = 0;
        restartTimes.clear();
    }

    @Override
    public CompletableFuture<WorkerSnapshot> stop() {
        synchronized (runtime) {
            require("stop", true);
            desired = DesiredState.DOWN;
            again = false;
            tellToStop();
            return ended.copy();
        }
    }

    private void tellToStop() {
        Life now = life;
        if (state == WorkerState.BACKOFF) {
            become(WorkerState.STOPPED, Optional.empty(), "stop");
        } else if (now != null && state != WorkerState.STOPPING && state != WorkerState.KILLING) {
            become(WorkerState.STOPPING, Optional.empty(), "stop");
            now.requestStop();
            toWorker.wake();
            toMaster.wake();
            int number = incarnation;
            runtime.later(
                    spec.stop().grace(),
                    () -> {
                        if (number == incarnation && state == WorkerState.STOPPING) {
                            become(WorkerState.KILLING, Optional.empty(), "grace over");
                            sever();
                        }
                    });
        }
    }

    @Override
    public CompletableFuture<WorkerSnapshot> kill() {
        synchronized (runtime) {
            require("kill", true);
            desired = DesiredState.DOWN;
            again = false;
            late = false;
            if (state == WorkerState.BACKOFF) {
                become(WorkerState.STOPPED, Optional.empty(), "kill");
            } else if (state.isLive() && state != WorkerState.KILLING) {
                become(WorkerState.KILLING, Optional.empty(), "kill");
                sever();
            }
            return ended.copy();
        }
    }

    @Override
    public CompletableFuture<WorkerSnapshot> restart() {
        synchronized (runtime) {
            require("restart", state != WorkerState.STOPPING && state != WorkerState.KILLING);
            runtime.requireOpen();
            if (state.isTerminal() || state == WorkerState.BACKOFF) {
                startAnew();
            } else {
                forget();
                ready = new CompletableFuture<>();
                again = true;
                tellToStop();
            }
            return ready.copy();
        }
    }

    @Override
    public CompletableFuture<WorkerSnapshot> pause() {
        require("pause", state() == WorkerState.RUNNING);
        throw new UnsupportedException("Threads can't be paused");
    }

    @Override
    public CompletableFuture<WorkerSnapshot> resume() {
        require("resume", state() == WorkerState.PAUSED);
        throw new UnsupportedException("Threads can't be paused");
    }

    @Override
    public void resetFailed() {
        synchronized (runtime) {
            require("reset", true);
            forget();
            if (state == WorkerState.FAILED) {
                become(WorkerState.STOPPED, Optional.empty(), "its failure was reset");
            }
        }
    }

    @Override
    public List<WorkerDeath> deaths() {
        synchronized (runtime) {
            return List.copyOf(deaths);
        }
    }

    @Override
    public void remove() {
        synchronized (runtime) {
            require("remove", state.isTerminal());
            removed = true;
            runtime.forget(this);
        }
    }

    private void require(String command, boolean allowed) {
        synchronized (runtime) {
            if (removed || !allowed) {
                throw new IllegalLifecycleException(
                        name, command, state, removed ? "it was removed" : "wait until it may be");
            }
        }
    }

    @Override
    public CompletableFuture<WorkerStatus> query() {
        return CompletableFuture.failedFuture(
                new UnsupportedException("Threads do not speak the control protocol"));
    }

    @Override
    public CompletableFuture<@Nullable Object> command(String command, @Nullable Object argument) {
        return CompletableFuture.failedFuture(
                new UnsupportedException("Threads do not speak the control protocol"));
    }

    @Override
    public Channel channel() {
        synchronized (runtime) {
            return channel;
        }
    }

    @Override
    public WorkerLog log() {
        throw new UnsupportedException("The runtime 'threads' keeps no logs");
    }
}
