package dev.workerkit.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.BootstrapProfile;
import dev.workerkit.ChannelClosedException;
import dev.workerkit.SharedWorker;
import dev.workerkit.SharedWorkerSpec;
import dev.workerkit.SpecException;
import dev.workerkit.Worker;
import dev.workerkit.WorkerAddress;
import dev.workerkit.WorkerSpec;
import dev.workerkit.container.image.JavaImage;
import dev.workerkit.tck.fixture.SharedSquares;
import dev.workerkit.worker.EventedWorker;
import dev.workerkit.worker.WorkerContext;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which Java runs Java workers in images of the user's. */
@Timeout(180)
class JavaInImagesTest extends OnEngine {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir Path folder;

    /** Tells where it is. */
    public static final class Teller implements EventedWorker {
        @Override
        public void onMessage(Object message, WorkerContext context) throws IOException {
            String told =
                    switch (String.valueOf(message)) {
                        case "home" -> System.getProperty("java.home");
                        case "names" -> System.getProperty("sun.jnu.encoding");
                        case "text" -> Charset.defaultCharset().name();
                        case "shell" -> String.valueOf(Files.exists(Path.of("/bin/sh")));
                        default -> run(String.valueOf(message));
                    };
            context.channel().send(told);
        }

        private static String run(String line) throws IOException {
            Process child =
                    new ProcessBuilder("/bin/sh", "-c", line).redirectErrorStream(true).start();
            return new String(child.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .strip();
        }
    }

    private Worker teller(String image) {
        Worker worker = runtime.start(WorkerSpec.of(Teller.class).withImage(image));
        worker.ready().orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
        return worker;
    }

    private static Object ask(Worker worker, String question) {
        try {
            worker.channel().send(question);
            return worker.channel().receive(LIMIT);
        } catch (ChannelClosedException e) {
            throw new AssertionError(worker.snapshot() + ", " + worker.log().tail(50), e);
        }
    }

    @Test
    void anImageWithNothingInItRunsJavaWorkers() {
        Worker worker = teller(TestImage.empty(engine));
        assertThat(ask(worker, "home")).isEqualTo("/run/workerkit-java");
        assertThat(ask(worker, "shell")).isEqualTo("false");
        assertThat(ask(worker, "names")).isEqualTo("UTF-8");
        assertThat(ask(worker, "text")).isEqualTo("UTF-8");
    }

    @Test
    void programsOfAnImageWithoutJavaGoOnWithItsLibraries() {
        Worker worker = teller(TestImage.in(engine));
        assertThat(ask(worker, "home")).isEqualTo("/run/workerkit-java");
        assertThat(ask(worker, "cat /proc/self/maps | head -100"))
                .asString()
                .contains("libc")
                .doesNotContain("workerkit-libraries");
        assertThat(ask(worker, "( echo x > /run/workerkit-java/release ) 2>&1"))
                .asString()
                .containsAnyOf("Read-only", "cannot create");
    }

    @Test
    void aSharedWorkerRunsThereToo() {
        WorkerAddress address = new WorkerAddress.Unix(folder.resolve("s"));
        SharedWorker shared =
                runtime.connect(
                        address,
                        SharedWorkerSpec.of(
                                        WorkerSpec.of(SharedSquares.class)
                                                .withImage(TestImage.empty(engine)))
                                .withCookie(SharedSquaresMaster.COOKIE)
                                .withStartTimeout(LIMIT));
        shared.channel().send(12);
        assertThat(shared.channel().receive(LIMIT)).isEqualTo(144);
        shared.stop().orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
    }

    @Test
    void theJavaOfAnImageIsUsed() {
        JavaImage own = JavaImage.of(BootstrapProfile.defaults());
        teller(TestImage.empty(engine)).kill().join();
        runtime.start(WorkerSpec.shell("exit 0")).ended().join();
        Worker worker = teller(own.tag());
        assertThat(ask(worker, "home")).isEqualTo(own.javaHome());
    }

    @Test
    void anImageWhoseJavaIsTooOldIsRefused() {
        String old =
                TestImage.with(
                        engine,
                        "workerkit-test-old-java:1",
                        Map.of("bin/java", "#!/bin/sh\necho 'openjdk version \"11.0.2\"' >&2\n"));
        assertThatThrownBy(() -> teller(old))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("Java 11")
                .hasMessageContaining("17");
        assertThat(runtime.workers()).isEmpty();
    }
}
