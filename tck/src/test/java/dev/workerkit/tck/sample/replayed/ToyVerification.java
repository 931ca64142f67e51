package dev.workerkit.tck.sample.replayed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.IllegalLifecycleException;
import dev.workerkit.Worker;
import dev.workerkit.WorkerSpec;
import dev.workerkit.tck.Requirement;
import dev.workerkit.tck.TckSession;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Whether toys count their starts. */
public class ToyVerification {

    private static final AtomicInteger TRIES = new AtomicInteger();

    /** What is done to a toy. */
    enum Deed {
        START,
        STOP,
        KILL
    }

    @Property(tries = 200)
    @Requirement("WRK-LIFE-006")
    void countsStarts(@ForAll List<Deed> deeds, @ForAll int luggage) {
        TRIES.incrementAndGet();
        Worker worker = TckSession.current().open().start(WorkerSpec.command("toy"));
        int starts = 1;
        for (Deed deed : deeds) {
            switch (deed) {
                case STOP -> worker.stop();
                case KILL -> worker.kill();
                case START -> starts += start(worker);
            }
        }

        assertThat(worker.snapshot().incarnation()).as("starts").isEqualTo(starts);
    }

    private static int start(Worker worker) {
        try {
            worker.start();
            return 1;
        } catch (IllegalLifecycleException e) {
            // It lives.
            return 0;
        }
    }

    @Test
    @Requirement("WRK-LIFE-005")
    void canBeStartedThrice() {
        Worker worker = TckSession.current().open().start(WorkerSpec.command("toy"));
        worker.restart();
        worker.restart();

        assertThat(worker.snapshot().incarnation()).isEqualTo(3);
    }

    /** How often the property was tried since this was asked last. */
    public static int tries() {
        return TRIES.getAndSet(0);
    }
}
