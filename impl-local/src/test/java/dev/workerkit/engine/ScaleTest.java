package dev.workerkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.Backoff;
import dev.workerkit.Readiness;
import dev.workerkit.Recycle;
import dev.workerkit.RestartIntensity;
import dev.workerkit.RestartPolicy;
import dev.workerkit.Watchdog;
import dev.workerkit.WorkerEvent;
import dev.workerkit.WorkerExit;
import dev.workerkit.WorkerSpec;
import dev.workerkit.WorkerState;
import dev.workerkit.engine.SimulatedEngine.Member;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Many workers that live and die under a virtual clock, each with a watchdog, an age, a delay, a
 * caller who waits for it, and every second one with a dependency. How long an event takes is
 * reported, not judged: it should not grow with the number of workers.
 */
class ScaleTest {

    private static final int EVENTS = 1_000_000;
    private static final Duration SECOND = Duration.ofSeconds(1);

    @Test
    void anEventOfTenThousandWorkersCostsWhatOneOfAHundredDoes() {
        measure(100, EVENTS / 5);
        System.out.println(
                "Simulated: " + measure(100, EVENTS / 5) + "; " + measure(10_000, EVENTS));
    }

    private static String measure(int workers, int events) {
        Crowd crowd = new Crowd(workers);
        long begin = cpuTime();

        crowd.live(events);

        long nanos = cpuTime() - begin;
        crowd.check();
        return "%,d events of %,d workers, %,d ns each"
                .formatted(crowd.told, workers, nanos / crowd.told);
    }

    /** Of this thread alone, for others may use the machine too. */
    private static long cpuTime() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static final class Crowd {
        private final SplittableRandom random = new SplittableRandom(42);
        private final SimulatedEngine engine = new SimulatedEngine(Duration.ofDays(1));
        private final List<Member> members = new ArrayList<>();
        private final Map<String, WorkerState> fold = new HashMap<>();
        private long told;

        Crowd(int size) {
            for (int i = 0; i < size; i++) {
                WorkerSpec spec = spec().withName("w" + i);
                Member member = engine.make(i % 2 == 0 ? spec : spec.withDependsOn("w" + (i - 1)));
                members.add(member);
                engine.admit(member);
            }
        }

        private static WorkerSpec spec() {
            return WorkerSpec.command("true")
                    .withReadiness(Readiness.told(Duration.ofSeconds(30)))
                    .withWatchdog(Watchdog.after(Duration.ofSeconds(20)))
                    .withRecycle(Recycle.never().afterAge(Duration.ofMinutes(10)))
                    .withRestart(
                            RestartPolicy.always()
                                    .withDelay(Backoff.constant(SECOND).withJitter(0.5))
                                    .withIntensity(new RestartIntensity(50, SECOND)));
        }

        /** Something happens to anyone, again and again, until there have been so many events. */
        void live(int events) {
            while (told < events) {
                for (int i = 0; i < members.size(); i++) {
                    happenTo(members.get(random.nextInt(members.size())));
                    engine.settle();
                }
                engine.pass(SECOND);
                follow();
            }
        }

        private void happenTo(Member member) {
            SimulatedWorkplace place = member.place();
            switch (member.state()) {
                case STARTING -> {
                    member.worker().goals.await(Goals.Goal.READY, member.worker().snapshot());
                    place.spawned();
                    place.ready(place.lastIncarnation());
                }
                case RUNNING -> {
                    place.progress(place.lastIncarnation(), random.nextInt(1000));
                    if (random.nextBoolean()) {
                        place.end(new WorkerExit.Code(1));
                    }
                }
                case STOPPING, KILLING -> place.end(new WorkerExit.Signal(9));
                default -> {}
            }
        }

        private void follow() {
            for (WorkerEvent event : engine.events) {
                WorkerState before = fold.put(event.name(), event.to());
                boolean follows = event.from() == (before == null ? WorkerState.NEW : before);
                if (!follows || event.sequence() != ++told) {
                    throw new AssertionError(event + " after " + before + ", number " + told);
                }
            }
            engine.events.clear();
        }

        void check() {
            for (Member member : members) {
                WorkerState state = fold.getOrDefault(member.worker().name, WorkerState.NEW);
                assertThat(member.worker().snapshot().state()).isEqualTo(state);
                assertThat(member.place().isLive()).isEqualTo(state.isLive());
            }
        }
    }
}
