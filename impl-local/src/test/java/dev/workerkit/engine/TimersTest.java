package dev.workerkit.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.WorkerId;
import dev.workerkit.WorkerSpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** Beside a plain list of what is set, which is sorted whenever something is taken. */
class TimersTest {

    private static final List<Trigger> TRIGGERS =
            List.of(Trigger.OLD, Trigger.NO_PROGRESS, Trigger.GRACE_OVER);

    private record Key(Supervised worker, Trigger trigger) {}

    private record Set(long deadline, long order) {}

    @Property(tries = 200, shrinking = ShrinkingMode.OFF)
    void timersFireInTheOrderOfTheirDeadlines(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Timers timers = new Timers();
        Map<Key, Set> model = new HashMap<>();
        List<Supervised> workers = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            workers.add(worker("w" + i));
        }
        long now = Long.MAX_VALUE - 500;
        for (int step = 0; step < 500; step++) {
            Supervised worker = workers.get(random.nextInt(workers.size()));
            Trigger trigger = TRIGGERS.get(random.nextInt(TRIGGERS.size()));
            switch (random.nextInt(8)) {
                case 0 -> {
                    timers.clear(worker);
                    model.keySet().removeIf(key -> key.worker == worker);
                }
                case 1 -> {
                    timers.clear(worker, trigger);
                    model.remove(new Key(worker, trigger));
                }
                case 2 -> {
                    now += random.nextInt(20);
                    takeAll(timers, model, now);
                }
                default -> {
                    long deadline = now + random.nextInt(100);
                    timers.set(worker, Input.report(trigger, 1), deadline);
                    model.put(new Key(worker, trigger), new Set(deadline, step));
                }
            }
            assertThat(timers.nextDeadline().isPresent()).isEqualTo(!model.isEmpty());
        }
        takeAll(timers, model, now + 1000);
        assertThat(timers.nextDeadline()).isEmpty();
    }

    private static void takeAll(Timers timers, Map<Key, Set> model, long now) {
        List<Key> expected =
                model.entrySet().stream()
                        .filter(set -> set.getValue().deadline - now <= 0)
                        .sorted(
                                Comparator.<Map.Entry<Key, Set>>comparingLong(
                                                set -> set.getValue().deadline - now)
                                        .thenComparing(set -> set.getValue().order))
                        .map(Map.Entry::getKey)
                        .toList();
        List<Key> taken = new ArrayList<>();
        for (var due = timers.takeDue(now); due.isPresent(); due = timers.takeDue(now)) {
            taken.add(new Key(due.get().worker(), due.get().input().trigger()));
        }
        assertThat(taken).isEqualTo(expected);
        expected.forEach(model::remove);
    }

    private static Supervised worker(String name) {
        return new Supervised(
                new WorkerId(name + "-1"),
                name,
                WorkerSpec.command("true"),
                new SimulatedWorkplace(),
                Instant.EPOCH);
    }
}
