package dev.workerkit.pool;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.DesiredState;
import dev.workerkit.PoolSpec;
import dev.workerkit.PoolUnavailableException;
import dev.workerkit.Worker;
import dev.workerkit.WorkerId;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerSnapshot;
import dev.workerkit.WorkerSpec;
import dev.workerkit.WorkerState;
import dev.workerkit.engine.OwningRuntime;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Members that are restarted while they leave, with workers that only note what is asked. */
class StaffTest {

    private final List<String> asked = new ArrayList<>();
    private final Deque<Runnable> later = new ArrayDeque<>();
    private final Dispatcher dispatcher =
            new Dispatcher("p", 100, 2, (work, victims) -> {}, () -> {});
    private final Staff staff =
            new Staff(
                    "p",
                    PoolSpec.of(WorkerSpec.command("true")),
                    runtime(),
                    dispatcher,
                    new Inbox("p"),
                    false,
                    later::add);

    private OwningRuntime runtime() {
        return (OwningRuntime)
                Proxy.newProxyInstance(
                        OwningRuntime.class.getClassLoader(),
                        new Class<?>[] {OwningRuntime.class},
                        (proxy, method, arguments) ->
                                method.getName().equals("startOwned")
                                        ? worker(((WorkerSpec) arguments[0]).name().orElseThrow())
                                        : (WorkerRuntime.Subscription) () -> {});
    }

    private Worker worker(String name) {
        return (Worker)
                Proxy.newProxyInstance(
                        Worker.class.getClassLoader(),
                        new Class<?>[] {Worker.class},
                        (proxy, method, arguments) ->
                                switch (method.getName()) {
                                    case "id" -> new WorkerId(name);
                                    case "name" -> name;
                                    case "snapshot" -> running(name);
                                    default -> {
                                        asked.add(method.getName() + " " + name);
                                        yield CompletableFuture.completedFuture(null);
                                    }
                                });
    }

    private static WorkerSnapshot running(String name) {
        return new WorkerSnapshot(
                new WorkerId(name),
                name,
                WorkerState.RUNNING,
                DesiredState.UP,
                1,
                OptionalLong.empty(),
                Instant.EPOCH,
                Optional.empty(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty());
    }

    private void goOn() {
        while (!later.isEmpty()) {
            later.remove().run();
        }
    }

    @Test
    void oneThatLeavesWhileAllAreRestartedIsNotStartedAgain() {
        Member first = staff.hire(2).get(0);

        CompletableFuture<Void> rolling = staff.roll();
        staff.letGo(first);
        goOn();

        assertThat(rolling).isCompleted();
        assertThat(asked).containsExactlyInAnyOrder("stop p-1", "restart p-2");
    }

    @Test
    void whoAreDismissedAreNotStartedAgainAndNobodyFollowsThem() {
        staff.hire(1);

        CompletableFuture<Void> rolling = staff.roll();
        staff.dismissAll();
        goOn();

        assertThat(rolling).isCompleted();
        assertThat(asked).isEmpty();
        assertThatThrownBy(() -> staff.hire(1)).isInstanceOf(PoolUnavailableException.class);
    }
}
