package dev.workerkit.pool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.ChannelSpec;
import dev.workerkit.MessageCodec;
import dev.workerkit.Worker;
import dev.workerkit.channel.MasterChannel;
import dev.workerkit.channel.Received;
import dev.workerkit.channel.WorkerChannel;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to the future of a task at the moment when its answer comes. */
class TaskTest {

    private final Deque<Runnable> later = new ArrayDeque<>();
    private final Task<Object> task = new Task<>(1, Object.class, new Undecoded(), later::add);

    @TempDir Path directory;

    /** Does something whenever it decodes. */
    private record Decoding(Supplier<Object> decoding) implements MessageCodec {

        @Override
        public ByteBuffer encode(Object message) {
            throw new UnsupportedOperationException();
        }

        @Override
        public <T> T decode(ByteBuffer bytes, Class<T> type) {
            return type.cast(decoding.get());
        }
    }

    private void settleWith(Supplier<Object> decoding) {
        ChannelSpec spec = ChannelSpec.strings();
        MasterChannel master = MasterChannel.create(directory, spec, new Decoding(decoding));
        master.attach(1);
        try (WorkerChannel worker = WorkerChannel.open(directory, spec, 1)) {
            worker.send("answer");
            Received answer = master.take(Duration.ofSeconds(10));
            task.settle(answer, new Member(1, unseen(), 0));
        } finally {
            master.discard();
        }
    }

    private static Worker unseen() {
        return (Worker)
                Proxy.newProxyInstance(
                        Worker.class.getClassLoader(),
                        new Class<?>[] {Worker.class},
                        (proxy, method, arguments) -> {
                            throw new UnsupportedOperationException(method.getName());
                        });
    }

    @Test
    void whatIsChainedToItAtTheLastMomentDoesNotRunOnTheThreadThatReceives() {
        settleWith(
                () -> {
                    task.thenRun(() -> {});
                    return "answer";
                });

        assertThat(task).isNotDone();
        later.forEach(Runnable::run);
        assertThat(task).isCompletedWithValue("answer");
    }

    @Test
    void anAnswerThatIsTooDeepToBeDecodedFailsIt() {
        settleWith(
                () -> {
                    throw new StackOverflowError();
                });

        assertThat(task).isCompletedExceptionally();
    }
}
