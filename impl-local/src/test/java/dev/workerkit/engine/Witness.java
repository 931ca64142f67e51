package dev.workerkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.DesiredState;
import dev.workerkit.WorkerEvent;
import dev.workerkit.WorkerId;
import dev.workerkit.WorkerSnapshot;
import dev.workerkit.WorkerState;
import dev.workerkit.engine.SimulatedEngine.Member;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Looks at all that an engine does, and fails the test at what must never be seen: a transition that
 * SPEC.md does not list, a start that nobody asked for or after DOWN was asked, before the delay was
 * over, before all was ready that the worker depends on or while its predecessor lived, a second end
 * of an incarnation, a start or a recycling that is forbidden, a gap in the events, a state that is not the fold of the events, an ended worker
 * with a process, anything after the removal.
 *
 * <p>It knows only what was asked, what the places saw, and the events and snapshots.
 */
final class Witness {

    private static final Set<String> SPECIFIED = transitionsInTheSpecification();
    private static final Set<WorkerState> READY =
            EnumSet.of(WorkerState.RUNNING, WorkerState.PAUSED, WorkerState.COMPLETED);
    private static final Set<WorkerState> NOT_WHEN_DOWN =
            EnumSet.of(
                    WorkerState.STARTING,
                    WorkerState.RUNNING,
                    WorkerState.PAUSED,
                    WorkerState.BACKOFF);
    private static final int DEATHS_KEPT = 10;

    private final SimulatedEngine engine;
    private final Map<WorkerId, Life> lives = new HashMap<>();
    private final Map<String, Life> present = new LinkedHashMap<>();
    private int seen;
    private long seenSequence;

    Witness(SimulatedEngine engine) {
        this.engine = engine;
    }

    /** What is known of a worker by its events and what was asked of it. */
    private static final class Life {
        final Member member;
        WorkerState state = WorkerState.NEW;
        int incarnation;
        int ended;
        boolean startAsked = true;
        boolean downAsked;
        boolean removed;
        Optional<Instant> nextStart = Optional.empty();

        Life(Member member) {
            this.member = member;
        }

        WorkerSnapshot snapshot() {
            return member.worker().snapshot();
        }
    }

    /** This worker is about to be started. */
    void knows(Member member) {
        Life life = new Life(member);
        lives.put(member.worker().id, life);
        present.put(member.worker().name, life);
    }

    /** What is taken to be the case just before a command is given. */
    Map<WorkerId, WorkerSnapshot> picture() {
        Map<WorkerId, WorkerSnapshot> all = new HashMap<>();
        lives.forEach((id, life) -> all.put(id, life.snapshot()));
        return all;
    }

    /** The command was taken; the worker was in this state. */
    void taken(Member member, Trigger command, WorkerState before) {
        Life life = lives.get(member.worker().id);
        assertThat(life.removed).as(command + " after removal").isFalse();
        assertThat(allows(before, command)).as(command + " in " + before).isTrue();
        switch (command) {
            case START, RESTART -> {
                life.startAsked = true;
                life.downAsked = false;
            }
            case STOP, KILL -> {
                life.startAsked = false;
                life.downAsked = true;
            }
            case REMOVE -> {
                life.removed = true;
                present.remove(member.worker().name);
                present.values()
                        .forEach(
                                other ->
                                        assertThat(other.member.worker().spec.dependsOn())
                                                .as("a removal that leaves a dependent")
                                                .doesNotContain(member.worker().name));
            }
            default -> {}
        }
    }

    /** Silence is not an answer: which states take which command. */
    private static boolean allows(WorkerState state, Trigger command) {
        return switch (command) {
            case PAUSE -> state == WorkerState.RUNNING;
            case RESUME -> state == WorkerState.PAUSED;
            case START -> !state.isLive();
            case RESTART -> state != WorkerState.STOPPING && state != WorkerState.KILLING;
            case REMOVE -> state == WorkerState.NEW || state.isTerminal();
            default -> true;
        };
    }

    /** The command was refused, so nothing may have changed. */
    void refused(
            Member member,
            Trigger command,
            WorkerState before,
            Map<WorkerId, WorkerSnapshot> picture) {
        assertThat(picture()).as("refused " + command).isEqualTo(picture);
        boolean mayBeRefused =
                lives.get(member.worker().id).removed
                        || !allows(before, command)
                        || command == Trigger.REMOVE;
        assertThat(mayBeRefused).as(command + " refused in " + before).isTrue();
    }

    /** The kill switch forbade it, so nothing may have changed. */
    void forbidden(Member member, Trigger command, Map<WorkerId, WorkerSnapshot> picture) {
        assertThat(picture()).as("forbidden " + command).isEqualTo(picture);
        assertThat(command).isIn(Trigger.START, Trigger.RESTART);
        assertThat(engine.gate.forbids(member.worker().name)).isTrue();
    }

    /** Judges the events since the last time. */
    void follow() {
        List<WorkerEvent> news = engine.events.subList(seen, engine.events.size());
        news.forEach(this::judge);
        seen += news.size();
    }

    /** Judges the events, and what the workers are now that all reports have been handled. */
    void look() {
        follow();
        present.values().forEach(this::judge);
    }

    private void judge(WorkerEvent event) {
        assertThat(event.sequence()).isEqualTo(++seenSequence);
        Life life = lives.get(event.worker());
        assertThat(life.removed).as("event after removal: " + event).isFalse();
        assertThat(event.from()).as("from of " + event).isEqualTo(life.state);
        assertThat(SPECIFIED).contains(event.from() + " -> " + event.to());
        boolean starts = event.to() == WorkerState.STARTING;
        assertThat(event.exit().isPresent())
                .as("tells an end: " + event)
                .isEqualTo(event.from().isLive() && (starts || !event.to().isLive()));
        if (event.exit().isPresent()) {
            assertThat(life.ended).as("ends once: " + event).isEqualTo(life.incarnation - 1);
            life.ended++;
        }
        assertThat(event.incarnation()).isEqualTo(life.incarnation + (starts ? 1 : 0));
        if (event.cause().startsWith("recycled")) {
            assertThat(engine.gate.forbids(event.name())).as("forbidden: " + event).isFalse();
        }
        life.incarnation = event.incarnation();
        if (starts) {
            judgeStart(life, event);
        }
        life.state = event.to();
        if (starts || life.state == WorkerState.COMPLETED || life.state == WorkerState.FAILED) {
            life.startAsked = false;
        } else if (life.state == WorkerState.STOPPED && event.from().isLive()) {
            // One that ended to be renewed, and must wait for what it depends on.
            life.startAsked = !life.downAsked;
        }
    }

    private void judgeStart(Life life, WorkerEvent event) {
        assertThat(life.ended)
                .as("the predecessor has ended: " + event)
                .isEqualTo(life.incarnation - 1);
        assertThat(life.downAsked).as("DOWN was asked: " + event).isFalse();
        assertThat(engine.gate.forbids(event.name())).as("forbidden: " + event).isFalse();
        if (event.from() == WorkerState.NEW || event.from().isTerminal()) {
            assertThat(life.startAsked).as("a start was asked: " + event).isTrue();
        }
        if (event.from() == WorkerState.BACKOFF && !life.startAsked) {
            assertThat(event.time()).isAfterOrEqualTo(life.nextStart.orElseThrow());
        }
        for (String name : life.member.worker().spec.dependsOn()) {
            assertThat(present.get(name).state).as("dependency of " + event).isIn(READY);
        }
    }

    private void judge(Life life) {
        WorkerSnapshot snapshot = life.snapshot();
        WorkerState state = snapshot.state();
        assertThat(state).as("the fold of the events").isEqualTo(life.state);
        assertThat(snapshot.incarnation()).isEqualTo(life.incarnation);
        assertThat(life.member.place().isLive()).as(state.name()).isEqualTo(state.isLive());
        boolean waits = !snapshot.waitsFor().isEmpty() || snapshot.forbidden().isPresent();
        if (state.isTerminal() && !waits) {
            assertThat(life.member.place().isRetired()).isTrue();
        }
        if (life.downAsked) {
            assertThat(snapshot.desired()).as("after a stop").isEqualTo(DesiredState.DOWN);
        }
        if (snapshot.desired() == DesiredState.DOWN) {
            assertThat(state).isNotIn(NOT_WHEN_DOWN);
        }
        assertThat(snapshot.nextStart().isPresent())
                .as("knows when it starts")
                .isEqualTo(state == WorkerState.BACKOFF && !waits);
        if (snapshot.forbidden().isPresent()) {
            assertThat(snapshot.desired()).as("held up").isNotEqualTo(DesiredState.DOWN);
            assertThat(state.isLive()).isEqualTo(state == WorkerState.RUNNING);
        }
        life.nextStart = snapshot.nextStart().or(() -> life.nextStart);
        assertThat(life.member.worker().deaths()).hasSize(Math.min(DEATHS_KEPT, life.ended));
        judgeWaiting(life, snapshot);
    }

    private void judgeWaiting(Life life, WorkerSnapshot snapshot) {
        if (snapshot.waitsFor().isEmpty()) {
            return;
        }
        assertThat(snapshot.state().isLive()).as("waits and lives").isFalse();
        for (String name : life.member.worker().spec.dependsOn()) {
            Life dependency = present.get(name);
            boolean ready = READY.contains(dependency.state);
            boolean waits = waitsToStart(dependency.snapshot());
            if (!ready || waits) {
                assertThat(snapshot.waitsFor()).contains(name);
            }
            if (dependency.state == WorkerState.FAILED) {
                assertThat(waits)
                        .as("'" + name + "', for which it waits, has not failed for good")
                        .isTrue();
            }
        }
    }

    /** For what it depends on, or to be allowed; one that is running waits to be renewed. */
    private static boolean waitsToStart(WorkerSnapshot snapshot) {
        return !snapshot.waitsFor().isEmpty()
                || snapshot.forbidden().isPresent() && !snapshot.state().isLive();
    }

    /** Read from the table under "The transitions" of SPEC.md. */
    private static Set<String> transitionsInTheSpecification() {
        Set<String> transitions = new HashSet<>();
        Pattern row = Pattern.compile("\\| ([A-Z, ]+) \\| ([A-Z, ]+) \\| .*");
        try {
            for (String line : Files.readAllLines(Path.of("..", "api", "SPEC.md"))) {
                Matcher cells = row.matcher(line);
                if (cells.matches()) {
                    for (String from : cells.group(1).split(", ")) {
                        for (String to : cells.group(2).split(", ")) {
                            transitions.add(from + " -> " + to);
                        }
                    }
                }
            }
        } catch (IOException e) {
            throw new ExceptionInInitializerError(e);
        }
        assertThat(transitions)
                .hasSizeGreaterThan(20)
                .doesNotContain(
                        "STOPPING -> RUNNING",
                        "KILLING -> RUNNING",
                        "BACKOFF -> RUNNING",
                        "STARTING -> PAUSED");
        return transitions;
    }
}
