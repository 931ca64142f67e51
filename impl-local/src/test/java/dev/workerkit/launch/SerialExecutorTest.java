package dev.workerkit.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

class SerialExecutorTest {

    private final List<String> ran = new ArrayList<>();

    @Test
    void tasksRunInOrderAlsoThoseThatATaskAdds() {
        SerialExecutor serial = new SerialExecutor(Runnable::run);
        serial.execute(
                () -> {
                    serial.execute(() -> ran.add("second"));
                    ran.add("first");
                });
        assertThat(ran).containsExactly("first", "second");
    }

    @Test
    void aMomentWithoutThreadsCostsTheTaskThatWasRefusedAndNoneAfterIt() {
        OutOfThreads executor = new OutOfThreads();
        SerialExecutor serial = new SerialExecutor(executor);
        executor.none = true;
        assertThatThrownBy(() -> serial.execute(() -> ran.add("refused")))
                .isInstanceOf(OutOfMemoryError.class);
        executor.none = false;

        serial.execute(() -> ran.add("later"));

        assertThat(ran).containsExactly("later");
    }

    /** As an executor is whose thread can't be made. */
    private static final class OutOfThreads implements Executor {

        private boolean none;

        @Override
        public void execute(Runnable task) {
            if (none) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            task.run();
        }
    }
}
