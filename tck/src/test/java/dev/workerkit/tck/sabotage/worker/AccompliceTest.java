package dev.workerkit.tck.sabotage.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.Launch;
import dev.workerkit.WorkerSpec;
import dev.workerkit.tck.fixture.Echo;
import dev.workerkit.tck.fixture.Mortal;
import dev.workerkit.tck.fixture.Picky;
import dev.workerkit.worker.EventedWorker;
import dev.workerkit.worker.LoopWorker;
import dev.workerkit.worker.RawWorker;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** One worker class around another. */
class AccompliceTest {

    @Test
    void goesAroundAWorkerOfItsKind() {
        WorkerSpec spec = WorkerSpec.of(Picky.class, 6).withName("picky");

        WorkerSpec around = Accomplice.around(spec, RawWorker.class, AcknowledgingLate.class);

        assertThat(around.launch())
                .isInstanceOfSatisfying(
                        Launch.JavaWorker.class,
                        launch -> {
                            assertThat(launch.className())
                                    .isEqualTo(AcknowledgingLate.class.getName());
                            assertThat(launch.arguments())
                                    .containsExactly(Picky.class.getName(), List.of(6));
                        });
        assertThat(around.name()).contains("picky");
    }

    @Test
    void keepsTheLoopTime() {
        Duration often = Duration.ofMillis(20);
        WorkerSpec spec = WorkerSpec.of(Mortal.class, 1000L).withLoopTime(often);

        WorkerSpec around = Accomplice.around(spec, LoopWorker.class, LoopWorker.class);

        assertThat(((Launch.JavaWorker) around.launch()).loopTime()).contains(often);
    }

    @Test
    void leavesWhatIsOfAnotherKindAsItIs() {
        for (WorkerSpec spec :
                List.of(
                        WorkerSpec.of(Echo.class),
                        WorkerSpec.command("true"),
                        WorkerSpec.of(
                                new Launch.JavaWorker(
                                        "no.such.Class", List.of(), Optional.empty())))) {
            assertThat(Accomplice.around(spec, RawWorker.class, AcknowledgingLate.class))
                    .isSameAs(spec);
        }
    }

    @Test
    void makesTheWorkerInsideWithItsArguments() {
        assertThat(Accomplice.inside(RawWorker.class, Picky.class.getName(), List.of(6L)))
                .isInstanceOf(Picky.class);
        assertThat(Accomplice.inside(LoopWorker.class, Mortal.class.getName(), List.of(1000)))
                .isInstanceOf(Mortal.class);
        assertThat(Accomplice.inside(EventedWorker.class, Echo.class.getName(), List.of()))
                .isInstanceOf(Echo.class);
    }

    @Test
    void saysWhatItCanNotMake() {
        String picky = Picky.class.getName();
        assertThatThrownBy(() -> Accomplice.inside(RawWorker.class, picky, List.of(1, 2)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(picky)
                .hasMessageContaining("[1, 2]");
    }
}
