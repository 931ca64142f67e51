package dev.workerkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.Channel;
import dev.workerkit.UnsupportedException;
import dev.workerkit.WorkerExit;
import dev.workerkit.WorkerLog;
import dev.workerkit.WorkerStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A worker without a process: it remembers what was asked of it, and a test decides when and how it
 * reacts. It fails the test at once when two incarnations would live side by side.
 */
class SimulatedWorkplace implements Workplace {

    final List<String> asked = new ArrayList<>();
    private Optional<Reports> reports = Optional.empty();
    private int live;
    private int last;

    /** Its end was reported, and the engine may not know yet. */
    private boolean ending;

    private boolean retired;
    private boolean forgotten;

    @Override
    public void spawn(int incarnation, Reports newReports) {
        assertThat(live).as("incarnation that still lives").isZero();
        assertThat(forgotten).as("spawned after removal").isFalse();
        assertThat(incarnation).isEqualTo(last + 1);
        asked.add("spawn " + incarnation);
        reports = Optional.of(newReports);
        live = incarnation;
        last = incarnation;
        ending = false;
        retired = false;
    }

    @Override
    public void askToStop(int incarnation, Duration grace) {
        askLive("stop", incarnation);
    }

    @Override
    public void kill(int incarnation) {
        askLive("kill", incarnation);
    }

    @Override
    public void pause(int incarnation) {
        askLive("pause", incarnation);
    }

    @Override
    public void resume(int incarnation) {
        askLive("resume", incarnation);
    }

    @Override
    public void heldUp(int incarnation, String reason) {
        asked.add("held up " + incarnation);
    }

    private void askLive(String what, int incarnation) {
        assertThat(incarnation).as(what + " of what does not live").isEqualTo(ending ? last : live);
        asked.add(what + " " + incarnation);
    }

    @Override
    public void retire() {
        assertThat(live).as("lives while retired").isZero();
        ending = false;
        retired = true;
    }

    @Override
    public void forget() {
        assertThat(live).as("lives while forgotten").isZero();
        forgotten = true;
    }

    boolean isLive() {
        return live != 0;
    }

    boolean isRetired() {
        return retired;
    }

    void spawned() {
        reports.orElseThrow().spawned(last, OptionalLong.of(1000 + last));
    }

    void ready(int incarnation) {
        reports.ifPresent(told -> told.ready(incarnation));
    }

    void probeSucceeded(int incarnation) {
        reports.ifPresent(told -> told.probeSucceeded(incarnation));
    }

    void probeFailed(int incarnation, String reason) {
        reports.ifPresent(told -> told.probeFailed(incarnation, reason));
    }

    void paused(int incarnation) {
        reports.ifPresent(told -> told.paused(incarnation));
    }

    void resumed(int incarnation) {
        reports.ifPresent(told -> told.resumed(incarnation));
    }

    void progress(int incarnation, long units) {
        reports.ifPresent(told -> told.progress(incarnation, units));
    }

    void idle(int incarnation) {
        reports.ifPresent(told -> told.idle(incarnation));
    }

    void recycle(int incarnation, String reason) {
        reports.ifPresent(told -> told.recycle(incarnation, reason));
    }

    void end(WorkerExit exit) {
        int ended = live;
        live = 0;
        ending = true;
        reports.orElseThrow().ended(ended, exit, List.of());
    }

    /** A report of an end that was told already, or of an incarnation long gone. */
    void endAgain(int incarnation) {
        reports.ifPresent(told -> told.ended(incarnation, new WorkerExit.Code(0), List.of()));
    }

    int lastIncarnation() {
        return last;
    }

    @Override
    public Channel channel() {
        throw new UnsupportedException("A simulated worker has no channel");
    }

    @Override
    public WorkerLog log() {
        throw new UnsupportedException("A simulated worker has no log");
    }

    @Override
    public CompletableFuture<WorkerStatus> query() {
        throw new UnsupportedException("A simulated worker can't be asked");
    }

    @Override
    public CompletableFuture<@Nullable Object> command(String command, @Nullable Object argument) {
        throw new UnsupportedException("A simulated worker can't be told");
    }
}
