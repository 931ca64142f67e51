package dev.workerkit.container.swarm;

import dev.workerkit.UnsupportedException;
import dev.workerkit.WorkerExit;
import dev.workerkit.WorkerStatus;
import dev.workerkit.container.LogSink;
import dev.workerkit.container.Steps;
import dev.workerkit.container.Urgency;
import dev.workerkit.container.engine.TaskOutput;
import dev.workerkit.control.ControlLink;
import dev.workerkit.launch.Attendance;
import dev.workerkit.launch.Birth;
import dev.workerkit.launch.Incarnation;
import dev.workerkit.launch.ThreadDump;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** One spawn of a worker: its service, from its creation until it is removed. */
final class SwarmIncarnation implements Incarnation {

    private static final System.Logger LOG = System.getLogger(SwarmIncarnation.class.getName());
    private static final Duration WORDS_LIMIT = Duration.ofSeconds(5);

    private final Birth birth;
    private final Attendance attendance;
    private final ControlLink link;
    private final SwarmWorkers workers;
    private final SwarmPlan plan;
    private final Line line;
    private final Remnants.Made made;
    private final Verdict verdict;
    private final boolean avoidsNodes;
    private final CountDownLatch ended = new CountDownLatch(1);
    private final Urgency urgency = new Urgency(ended);
    private final AtomicBoolean spawnedTold = new AtomicBoolean();
    private final AtomicBoolean buried = new AtomicBoolean();

    /** Of the thread that serves all. */
    private String waitsFor = "";

    /** Of the workplace's tasks alone. */
    private boolean frozen;

    private SwarmIncarnation(
            SwarmPlan plan,
            Birth birth,
            Attendance attendance,
            SwarmWorkers workers,
            Line line,
            Remnants.Made made,
            boolean avoidsNodes) {
        this.avoidsNodes = avoidsNodes;
        this.birth = birth;
        this.attendance = attendance;
        this.link = attendance.link();
        this.workers = workers;
        this.plan = plan;
        this.line = line;
        this.made = made;
        this.verdict = new Verdict(line);
    }

    /**
     * Creates a service, whose task is placed and started some time after that.
     *
     * @param remnants of this worker; no service is there when this one is created
     * @throws dev.workerkit.WorkerException if the manager refuses; nothing is left of the attempt
     */
    static SwarmIncarnation spawn(
            SwarmPlan plan, Birth birth, SwarmWorkers workers, Remnants remnants) {
        remnants.clear();
        Attendance attendance =
                Attendance.begin(
                        birth, workers.premises(), file -> SwarmPlan.inside(birth, file), () -> {});
        try {
            List<String> avoided = workers.suspects().avoided();
            Line line = line(plan, birth, attendance, workers);
            try {
                Remnants.Made made =
                        remnants.create(
                                plan.name(birth),
                                plan.labels(birth),
                                line.secret(),
                                secret ->
                                        plan.service(
                                                birth, attendance.variables(), secret, avoided));
                SwarmIncarnation spawned =
                        new SwarmIncarnation(
                                plan, birth, attendance, workers, line, made, !avoided.isEmpty());
                spawned.begin(remnants);
                return spawned;
            } catch (RuntimeException | Error e) {
                line.close();
                throw e;
            }
        } catch (RuntimeException | Error e) {
            attendance.close();
            throw e;
        }
    }

    private static Line line(
            SwarmPlan plan, Birth birth, Attendance attendance, SwarmWorkers workers) {
        return plan.isRelayed()
                ? new RelayLine(workers.door().admit(birth, attendance, workers.address()))
                : new PlainLine(birth, workers.swarm());
    }

    private void begin(Remnants remnants) {
        line.begun().thenRunAsync(this::tellSpawned, workers.premises().executor());
        Runnable burial = () -> bury(remnants);
        verdict.known()
                .thenRunAsync(burial, workers.premises().executor())
                .exceptionally(
                        refused -> {
                            // There is no thread for it; this one does.
                            burial.run();
                            return null;
                        });
        workers.rollCall().watch(made.service(), this::seen);
    }

    /** On the thread that serves all. */
    private void seen(Optional<Sighting> sighting) {
        sighting.ifPresent(
                each -> {
                    line.seen(each);
                    noteWaiting(each);
                });
        verdict.seen(sighting);
    }

    /** There may be no room for it; that is for people to know. */
    private void noteWaiting(Sighting sighting) {
        String message = sighting.task().message();
        if (sighting.node().isEmpty()
                && !sighting.task().shallEnd()
                && message.startsWith("no suitable node")
                && !message.equals(waitsFor)) {
            waitsFor = message;
            birth.log().note(birth.number(), "Waits for a node: " + message);
            if (avoidsNodes) {
                // The others have no room; those that were suspected may be well.
                workers.suspects().clear();
                verdict.giveUp("no other node has room for it");
            }
        }
    }

    private synchronized void tellSpawned() {
        if (spawnedTold.compareAndSet(false, true)) {
            attendance.spawned(
                    OptionalLong.empty(),
                    (probe, limit) -> {
                        throw new UnsupportedException("Nothing probes a worker of a swarm");
                    });
        }
    }

    @Override
    public int number() {
        return birth.number();
    }

    @Override
    public void askToStop(Duration grace) {
        attendance.endProbing();
        // The host of a JVM hears the line for sure, or that the connection has ended: a signal
        // could only overtake the line.
        boolean told = link.stop(grace) && birth.plan().isJava();
        thawIfFrozen();
        if (!told && !line.terminate()) {
            urgency.once("end", this::endTask);
        }
    }

    /** As the service's spec says: at once for who has a relay, else when its grace is over. */
    private void endTask() {
        workers.swarm().endTasks(made.service());
    }

    private void thawIfFrozen() {
        if (frozen && line.thaw()) {
            frozen = false;
        }
    }

    @Override
    public void kill() {
        attendance.endProbing();
        boolean begun = line.kill();
        if (!begun || !urgency.endsSoon()) {
            urgency.untilEnded("end a task", this::endTask, () -> {});
        }
    }

    @Override
    public void diagnose() {
        if (birth.plan().isJava()) {
            ThreadDump.write(birth.number(), line::quit, urgency::hasEnded, birth.log());
        }
    }

    @Override
    public void pause() {
        if (link.pause()) {
            return;
        }
        if (line.freeze()) {
            frozen = true;
            birth.reports().paused(birth.number());
        } else {
            birth.log()
                    .note(
                            birth.number(),
                            "Not paused: what runs in an image of yours can't be stopped where it"
                                    + " is by a swarm");
        }
    }

    @Override
    public void resume() {
        if (!frozen) {
            link.resume();
            return;
        }
        thawIfFrozen();
        if (!frozen) {
            birth.reports().resumed(birth.number());
        }
    }

    @Override
    public void fail(String reason) {
        attendance.failed(reason);
        kill();
    }

    @Override
    public CompletableFuture<WorkerStatus> query() {
        return link.query();
    }

    @Override
    public CompletableFuture<@Nullable Object> command(String command, @Nullable Object argument) {
        return link.command(command, argument);
    }

    /** What is to be done once it has ended, before its end is told. */
    private void bury(Remnants remnants) {
        if (!buried.compareAndSet(false, true)) {
            return;
        }
        WorkerExit told = new WorkerExit.Lost("nobody saw how it ended");
        try {
            told = verdict.pass();
            if (told instanceof WorkerExit.Lost) {
                verdict.last()
                        .flatMap(sighting -> sighting.task().node())
                        .ifPresent(workers.suspects()::add);
            }
            if (line.begun().isDone()) {
                tellSpawned();
            } else {
                told = withWordsOfRelay(told);
            }
        } catch (RuntimeException | Error e) {
            // An end that is not told would keep the worker in its state for ever.
            LOG.log(System.Logger.Level.WARNING, "The end of '" + birth.plan().name() + "'", e);
        }
        WorkerExit exit = told;
        Steps.runAll(
                "Remains of '" + birth.plan().name() + "'",
                attendance::endProbing,
                () -> workers.rollCall().forget(made.service()),
                line::close,
                () -> remnants.remove(made),
                attendance::close,
                ended::countDown,
                () -> birth.onEnd().accept(attendance.judged(exit)));
    }

    /** One that has not reached its master says so where only the node hears it. */
    private WorkerExit withWordsOfRelay(WorkerExit exit) {
        Optional<Sighting> last = verdict.last();
        if (!plan.isRelayed() || last.isEmpty() || last.get().task().exitCode().isEmpty()) {
            return exit;
        }
        try (LogSink sink = new LogSink(birth);
                TaskOutput words = workers.swarm().output(last.get().task().id(), sink)) {
            words.finish(WORDS_LIMIT);
        }
        String text =
                birth.log().lastLines(birth.number()).stream()
                        .reduce((earlier, later) -> later)
                        .map(each -> ": " + each.text())
                        .orElse("");
        return new WorkerExit.StartFailure(
                "on "
                        + last.get().place()
                        + " its relay ended with the exit code "
                        + last.get().task().exitCode().getAsInt()
                        + " before it had reached its master at "
                        + workers.address()
                        + text);
    }
}
