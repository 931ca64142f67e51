package dev.workerkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.IllegalLifecycleException;
import dev.workerkit.KillSwitchException;
import dev.workerkit.WorkerId;
import dev.workerkit.WorkerSnapshot;
import dev.workerkit.WorkerSpec;
import dev.workerkit.WorkerState;
import dev.workerkit.engine.SimulatedEngine.Member;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;

/**
 * Random histories of up to five workers that depend on each other, under a virtual clock: whatever
 * happens in whatever order, nothing is seen that a {@link Witness} does not allow. 100,000 steps a
 * run.
 *
 * <p>A history follows from its seed alone. When one fails, jqwik prints the seed under "Sample";
 * the same history again:
 *
 * <pre>mvn -pl impl-local -am test -Dtest=RandomHistoryTest -Dhistory=SEED \\
 *     -Dsurefire.failIfNoSpecifiedTests=false</pre>
 */
class RandomHistoryTest {

    private static final int HISTORIES = 200;
    private static final int STEPS = 500;
    private static final List<String> NAMES = List.of("a", "b", "c", "d", "e");
    private static final Duration LONG = Duration.ofDays(1);

    @Provide
    Arbitrary<Long> seeds() {
        Long again = Long.getLong("history");
        return again == null ? Arbitraries.longs() : Arbitraries.just(again);
    }

    @Property(tries = HISTORIES, shrinking = ShrinkingMode.OFF, edgeCases = EdgeCasesMode.NONE)
    void everyHistoryKeepsToTheSpecification(@ForAll("seeds") long seed) {
        new History(seed).play();
    }

    private static final class History {
        private final SplittableRandom random;
        private final SimulatedEngine engine = new SimulatedEngine(LONG);
        private final Witness witness = new Witness(engine);
        private final List<Member> present = new ArrayList<>();
        private final List<Member> removed = new ArrayList<>();

        History(long seed) {
            random = new SplittableRandom(seed);
        }

        void play() {
            admit();
            for (int step = 0; step < STEPS; step++) {
                happen();
                // Else what was reported is overtaken by what happens next.
                if (random.nextInt(4) > 0) {
                    engine.settle();
                    witness.look();
                }
            }
            endAll();
        }

        private void happen() {
            Member member = any();
            int choice = random.nextInt(20);
            if (choice < 10) {
                command(member, Trigger.values()[random.nextInt(Trigger.values().length)]);
            } else if (choice < 12) {
                settleAndLook();
                engine.pass(Chance.upTo(random, 3000));
            } else if (choice == 12) {
                admit();
            } else if (choice == 13) {
                lateReport(member);
            } else if (choice == 14) {
                throwSwitch(member.worker().name);
            } else {
                report(member.place());
            }
        }

        private void throwSwitch(String name) {
            // What was started before was started rightly.
            witness.follow();
            if (!engine.gate.forbids(name)) {
                engine.gate.forbid(name);
            } else if (random.nextInt(2) == 0) {
                engine.gate.allow(name);
            } else {
                allowAll();
            }
        }

        /** Then nobody waits for that any more, after the time at most in which it is asked again. */
        private void allowAll() {
            settleAndLook();
            engine.gate.allowAll();
            engine.pass(SimulatedGate.AGAIN);
            settleAndLook();
            assertThat(present)
                    .allSatisfy(
                            each ->
                                    assertThat(each.worker().snapshot().forbidden())
                                            .as(each.worker().name + " is held up")
                                            .isEmpty());
        }

        private void settleAndLook() {
            engine.settle();
            witness.look();
        }

        private Member any() {
            boolean old = present.isEmpty() || random.nextInt(20) == 0 && !removed.isEmpty();
            List<Member> some = old ? removed : present;
            return some.get(random.nextInt(some.size()));
        }

        /** One more worker, if there is a name for it, which depends on some of the others. */
        private void admit() {
            settleAndLook();
            List<String> free = new ArrayList<>(NAMES);
            present.forEach(each -> free.remove(each.worker().name));
            if (free.isEmpty()) {
                return;
            }
            String[] dependencies =
                    present.stream()
                            .filter(each -> random.nextInt(3) == 0)
                            .map(each -> each.worker().name)
                            .toArray(String[]::new);
            WorkerSpec spec =
                    Chance.spec(random)
                            .withName(free.get(random.nextInt(free.size())))
                            .withDependsOn(dependencies);
            Member member = engine.make(spec);
            witness.knows(member);
            present.add(member);
            engine.admit(member);
        }

        private void command(Member member, Trigger command) {
            if (!command.isCommand()) {
                return;
            }
            witness.follow();
            Map<WorkerId, WorkerSnapshot> picture = witness.picture();
            WorkerState before = member.state();
            try {
                engine.commandAlone(member, command);
                witness.taken(member, command, before);
                if (command == Trigger.REMOVE) {
                    present.remove(member);
                    removed.add(member);
                }
            } catch (IllegalLifecycleException e) {
                assertThat(e.state()).isEqualTo(before);
                witness.refused(member, command, before, picture);
            } catch (KillSwitchException e) {
                witness.forbidden(member, command, picture);
            }
            witness.follow();
        }

        /** What is told of an incarnation that has gone, or of a removed worker, means nothing. */
        private void lateReport(Member member) {
            settleAndLook();
            Map<WorkerId, WorkerSnapshot> picture = witness.picture();
            SimulatedWorkplace place = member.place();
            int old = place.isLive() ? place.lastIncarnation() - 1 : place.lastIncarnation();
            place.ready(old);
            place.paused(old);
            place.resumed(old);
            place.progress(old, 1000);
            place.recycle(old, "late");
            place.endAgain(old);
            engine.settle();
            assertThat(witness.picture()).as("after a late report").isEqualTo(picture);
        }

        private void report(SimulatedWorkplace place) {
            if (!place.isLive()) {
                return;
            }
            int incarnation = place.lastIncarnation();
            switch (random.nextInt(9)) {
                case 0 -> place.ready(incarnation);
                case 1 -> {
                    place.paused(incarnation);
                    place.resumed(incarnation);
                }
                case 2 -> place.resumed(incarnation);
                case 3 -> place.progress(incarnation, random.nextInt(100));
                case 4 -> place.idle(incarnation);
                case 5 -> place.recycle(incarnation, "chance");
                case 6 -> place.end(Chance.exit(random));
                default -> place.spawned();
            }
        }

        /** Nothing keeps workers from being stopped and removed, and then all is quiet. */
        private void endAll() {
            allowAll();
            CompletableFuture<Void> stopped = engine.stop(present);
            while (!stopped.isDone()) {
                Member live =
                        present.stream()
                                .filter(each -> each.state() == WorkerState.STOPPING)
                                .findAny()
                                .or(
                                        () ->
                                                present.stream()
                                                        .filter(each -> each.place().isLive())
                                                        .findAny())
                                .orElseThrow();
                live.place().end(Chance.exit(random));
                engine.settle();
            }
            List<Member> reversed = new ArrayList<>(present);
            Collections.reverse(reversed);
            reversed.forEach(each -> engine.commandAlone(each, Trigger.REMOVE));
            assertThat(engine.hasTimers()).as("timers of removed workers").isFalse();
            assertThat(engine.gate.underWay()).as("permits that were kept").isZero();
        }
    }
}
