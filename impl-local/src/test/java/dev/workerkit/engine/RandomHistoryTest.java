package dev.workerkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.Backoff;
import dev.workerkit.DesiredState;
import dev.workerkit.IllegalLifecycleException;
import dev.workerkit.Readiness;
import dev.workerkit.Recycle;
import dev.workerkit.RestartIntensity;
import dev.workerkit.RestartPolicy;
import dev.workerkit.StartLimit;
import dev.workerkit.StopPolicy;
import dev.workerkit.Watchdog;
import dev.workerkit.WorkerEvent;
import dev.workerkit.WorkerExit;
import dev.workerkit.WorkerSpec;
import dev.workerkit.WorkerState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/**
 * Random histories of a worker under a virtual clock: whatever happens in whatever order, the
 * worker moves only along the transitions that SPEC.md lists. 100,000 steps a run.
 */
class RandomHistoryTest {

    private static final int STEPS = 500;
    private static final Set<String> SPECIFIED = transitionsInTheSpecification();

    @Property(tries = 200, shrinking = ShrinkingMode.OFF)
    void everyHistoryKeepsToTheSpecification(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Simulation simulation = new Simulation(anySpec(random));

        for (int step = 0; step < STEPS; step++) {
            int eventsBefore = simulation.events.size();
            DesiredState wanted = simulation.worker.snapshot().desired();
            boolean started = happen(simulation, random);
            simulation.settle();
            checkState(simulation);
            List<WorkerEvent> news =
                    simulation.events.subList(eventsBefore, simulation.events.size());
            for (WorkerEvent event : news) {
                assertThat(SPECIFIED).contains(event.from() + " -> " + event.to());
                if (event.to() == WorkerState.STARTING && wanted == DesiredState.DOWN) {
                    assertThat(started).as("started though it is wanted down").isTrue();
                }
                if (event.from().isTerminal()) {
                    assertThat(started).as("left a terminal state by itself").isTrue();
                }
            }
        }
        checkEvents(simulation.events);
    }

    private static void checkState(Simulation simulation) {
        WorkerState state = simulation.state();
        assertThat(simulation.place.isLive()).as(state.name()).isEqualTo(state.isLive());
        if (state.isTerminal()) {
            assertThat(simulation.place.isRetired()).isTrue();
        }
    }

    private static void checkEvents(List<WorkerEvent> events) {
        long sequence = 0;
        WorkerState state = WorkerState.NEW;
        for (WorkerEvent event : events) {
            assertThat(event.sequence()).isEqualTo(++sequence);
            assertThat(event.from()).isEqualTo(state);
            state = event.to();
        }
    }

    private static WorkerSpec anySpec(SplittableRandom random) {
        WorkerSpec spec =
                WorkerSpec.command("true")
                        .withReadiness(anyReadiness(random))
                        .withRestart(anyPolicy(random))
                        .withStop(StopPolicy.withGrace(upTo(random, 3000)));
        if (random.nextBoolean()) {
            spec = spec.withWatchdog(Watchdog.after(upTo(random, 2000).plusMillis(100)));
        }
        if (random.nextBoolean()) {
            spec = spec.withRecycle(Recycle.never().afterAge(upTo(random, 5000).plusMillis(1)));
        }
        return spec;
    }

    private static Readiness anyReadiness(SplittableRandom random) {
        Duration time = Duration.ofSeconds(1 + random.nextInt(5));
        return switch (random.nextInt(3)) {
            case 0 -> Readiness.immediate();
            case 1 -> Readiness.after(time);
            default -> Readiness.told(time);
        };
    }

    private static RestartPolicy anyPolicy(SplittableRandom random) {
        List<String> names = RestartPolicy.names();
        RestartPolicy policy = RestartPolicy.named(names.get(random.nextInt(names.size())));
        return switch (random.nextInt(4)) {
            case 0 -> policy;
            case 1 -> RestartPolicy.systemd("on-failure");
            case 2 -> RestartPolicy.comodojoForever(random.nextBoolean());
            default ->
                    policy.withStartLimit(new StartLimit(random.nextInt(4), upTo(random, 2000)))
                            .withDelay(
                                    Backoff.linear(upTo(random, 1000))
                                            .withJitter(random.nextDouble()))
                            .withIntensity(
                                    new RestartIntensity(
                                            random.nextInt(6),
                                            Duration.ofSeconds(1 + random.nextInt(20))));
        };
    }

    private static Duration upTo(SplittableRandom random, int millis) {
        return Duration.ofMillis(random.nextInt(millis));
    }

    /** Lets one thing happen; tells whether it was a command that may leave a terminal state. */
    private static boolean happen(Simulation simulation, SplittableRandom random) {
        SimulatedWorkplace place = simulation.place;
        int incarnation = Math.max(1, place.lastIncarnation() - random.nextInt(2));
        switch (random.nextInt(15)) {
            case 0, 1 -> {
                return isAllowed(simulation, Trigger.START);
            }
            case 2 -> isAllowed(simulation, Trigger.STOP);
            case 3 -> isAllowed(simulation, random.nextInt(4) == 0 ? Trigger.KILL : Trigger.PAUSE);
            case 4 -> {
                return isAllowed(simulation, Trigger.RESTART);
            }
            case 5 -> isAllowed(simulation, Trigger.RESUME);
            case 6 -> simulation.pass(upTo(random, 3000));
            case 7 -> place.ready(incarnation);
            case 8 -> {
                place.paused(incarnation);
                place.resumed(incarnation);
            }
            case 9 -> {
                if (place.isLive()) {
                    place.end(anyExit(random));
                } else {
                    place.endAgain(incarnation);
                }
            }
            case 10 -> place.progress(incarnation, random.nextInt(100));
            case 11 -> {
                if (random.nextBoolean()) {
                    place.recycle(incarnation, "chance");
                } else {
                    place.idle(incarnation);
                }
            }
            case 12 -> {
                return isAllowed(simulation, Trigger.RESET_FAILED);
            }
            default -> {
                if (place.isLive()) {
                    place.spawned();
                }
            }
        }
        return false;
    }

    private static boolean isAllowed(Simulation simulation, Trigger command) {
        WorkerState before = simulation.state();
        int events = simulation.events.size();
        try {
            simulation.command(command);
            return true;
        } catch (IllegalLifecycleException e) {
            assertThat(e.state()).isEqualTo(before);
            assertThat(simulation.events).hasSize(events);
            return false;
        }
    }

    private static WorkerExit anyExit(SplittableRandom random) {
        return random.nextInt(3) == 0
                ? new WorkerExit.Signal(9)
                : new WorkerExit.Code(random.nextInt(4));
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
        assertThat(transitions).hasSizeGreaterThan(20);
        return transitions;
    }
}
