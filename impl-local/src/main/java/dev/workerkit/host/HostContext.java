package dev.workerkit.host;

import dev.workerkit.SpecException;
import dev.workerkit.WorkerId;
import dev.workerkit.WorkerStatus;
import dev.workerkit.channel.WorkerChannel;
import dev.workerkit.control.ControlClient;
import dev.workerkit.worker.CommandHandler;
import dev.workerkit.worker.WorkerContext;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the worker is given. */
final class HostContext implements WorkerContext {

    private final LaunchFile launch;
    private final OpeningChannel channel;
    private final Wishes wishes;
    private final ControlCalls calls;
    private final UnitsDone units;
    private final @Nullable ControlClient control;
    private volatile int attempts;

    HostContext(
            LaunchFile launch,
            OpeningChannel channel,
            Master master,
            @Nullable ControlClient control) {
        this.launch = launch;
        this.channel = channel;
        this.wishes = master.wishes();
        this.calls = master.calls();
        this.units = master.units();
        this.control = control;
    }

    @Override
    public WorkerId id() {
        return launch.id();
    }

    @Override
    public String name() {
        return launch.name();
    }

    @Override
    public int incarnation() {
        return launch.incarnation();
    }

    @Override
    public WorkerChannel channel() {
        return channel.await();
    }

    @Override
    public int attempts() {
        return attempts;
    }

    /** The message in hand was delivered this often before; 0 if there is none. */
    void attempts(int before) {
        attempts = before;
    }

    @Override
    public boolean stopRequested() {
        return wishes.stopRequested();
    }

    @Override
    public boolean awaitStop(Duration timeout) throws InterruptedException {
        boolean endless = timeout.compareTo(Duration.ofNanos(Wishes.FOREVER_NANOS)) > 0;
        return wishes.awaitStop(endless ? Wishes.FOREVER_NANOS : timeout.toNanos());
    }

    @Override
    public void awaitNotPaused() throws InterruptedException {
        wishes.awaitNotPaused();
    }

    @Override
    public void progress() {
        units.step();
    }

    @Override
    public void status(String text) {
        calls.statusText(text);
        if (control != null) {
            control.status(text);
        }
    }

    @Override
    public void exit(int code) {
        if (code < 0 || code > 255) {
            throw new SpecException(
                    "exit.code", code + " is no exit code", "use a value from 0 to 255");
        }
        wishes.exit(code);
        channel.stopReceiving();
    }

    @Override
    public void onQuery(Supplier<WorkerStatus> answer) {
        calls.onQuery(answer);
    }

    /** This status with the counters that each worker's has; they alone if there is none. */
    WorkerStatus withSystemCounters(@Nullable WorkerStatus own) {
        return calls.withSystemCounters(own);
    }

    @Override
    public void onCommand(String command, CommandHandler handler) {
        calls.onCommand(command, handler);
    }
}
