package dev.workerkit.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.LogLine;
import dev.workerkit.Mount;
import dev.workerkit.RestartPolicy;
import dev.workerkit.Worker;
import dev.workerkit.WorkerExit;
import dev.workerkit.WorkerSpec;
import dev.workerkit.tck.fixture.Echo;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Programs of this machine in an image with nothing in it. */
@Timeout(180)
class ProgramsInImagesTest extends OnEngine {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private List<String> said(WorkerSpec spec) {
        Worker worker =
                runtime.start(
                        spec.withImage(TestImage.empty(engine)).withRestart(RestartPolicy.never()));
        worker.ended().orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
        assertThat(worker.snapshot().lastExit()).contains(new WorkerExit.Code(0));
        return worker.log().tail(20).stream().map(LogLine::text).toList();
    }

    @Test
    void oneRunsWithItsLibraries() {
        WorkerSpec spec =
                WorkerSpec.command("/bin/cat", "/proc/self/cmdline")
                        .withMount(Mount.program(Path.of("/bin/cat")));
        assertThat(String.join("", said(spec))).contains("/bin/cat", "/proc/self/cmdline");
    }

    @Test
    void severalShareTheirLibraries() {
        WorkerSpec spec =
                WorkerSpec.command("/some/where/else", "word")
                        .withMount(Mount.program(Path.of("/bin/cat")))
                        .withMount(new Mount.Program(Path.of("/bin/echo"), "/some/where/else"));
        assertThat(said(spec)).contains("word");
    }

    @Test
    void aJavaWorkerMayHaveThemToo() {
        Worker worker =
                runtime.start(
                        WorkerSpec.of(Echo.class)
                                .withImage(TestImage.empty(engine))
                                .withMount(Mount.program(Path.of("/bin/cat"))));
        worker.ready().orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS).join();
        worker.channel().send("hello");
        assertThat(worker.channel().receive(LIMIT)).isEqualTo("hello");
    }
}
