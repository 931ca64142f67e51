package dev.workerkit.tck.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.Capability;
import dev.workerkit.RuntimeOptions;
import dev.workerkit.SpecException;
import dev.workerkit.Worker;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerSpec;
import dev.workerkit.WorkerState;
import dev.workerkit.tck.MissingCapabilityException;
import dev.workerkit.tck.Requirement;
import dev.workerkit.tck.fixture.Echo;
import dev.workerkit.tck.fixture.Netizen;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** In which image a worker runs. */
class Images {

    /** Nobody can have it: names that end so belong to nobody. */
    private static final String MISSING = "tck.invalid/no-such-image:1";

    /**
     * Names an image that the engine has, for a vendor who wants to be asked about it: its variable
     * {@code TCK_IMAGE} is {@code yes}, it has {@code /bin/sh}, and no Java.
     */
    private static final String PROPERTY = "workerkit.tck.image";

    @RegisterExtension final Stage stage = new Stage();

    @Test
    @Requirement("WRK-IMAGE-001")
    void anImageThatIsNotThereIsRefusedAndNotFetched() {
        long begin = System.nanoTime();

        assertRefused(() -> stage.runtime().start(Workers.lasting().withImage(MISSING)));
        assertThat(stage.runtime().workers()).isEmpty();
        assertRefused(
                () ->
                        stage.open(RuntimeOptions.defaults().withImage(MISSING))
                                .start(Workers.lasting()));

        Stage.session()
                .within(
                        "two refusals, for which nobody need be asked",
                        Duration.ZERO,
                        Duration.ofSeconds(5),
                        Duration.ofNanos(System.nanoTime() - begin));
    }

    private static void assertRefused(Runnable start) {
        assertThatThrownBy(start::run)
                .isInstanceOfSatisfying(
                        SpecException.class, e -> assertThat(e.field()).contains("image"))
                .hasMessageContaining(MISSING);
    }

    @Test
    @Requirement("WRK-IMAGE-002")
    void whereNoImageIsNamedJavaWorkersAndShellLinesRun() {
        Worker shell =
                stage.start(
                        WorkerSpec.shell("[ -d / ] && [ $(( 6 * 7 )) = 42 ] && exit 0; exit 1"));
        assertThat(Stage.ended(shell).state()).isEqualTo(WorkerState.COMPLETED);
        Stage.assumeCan(Capability.CHANNEL);
        Worker java = stage.running(WorkerSpec.of(Echo.class));
        java.channel().send("from its own image");
        assertThat(Inbox.of(java.channel()).next()).isEqualTo("from its own image");
    }

    private static String imageToAskAbout() {
        return Optional.ofNullable(System.getProperty(PROPERTY))
                .orElseThrow(
                        () ->
                                new MissingCapabilityException(
                                        "No image is named with -D" + PROPERTY));
    }

    @Test
    @Requirement("WRK-IMAGE-002")
    void aWorkerRunsInItsImageOrElseInTheRuntimes() {
        String image = imageToAskAbout();
        String asking = Scripts.withMarks("mark \"image ${TCK_IMAGE:-another}\"");
        WorkerRuntime with = stage.open(RuntimeOptions.defaults().withImage(image));

        List<Worker> workers =
                List.of(
                        stage.start(Workers.script(asking).withImage(image)),
                        stage.startIn(with, Workers.script(asking)),
                        stage.start(Workers.script(asking)));

        workers.forEach(Stage::ended);
        assertThat(workers)
                .extracting(worker -> stage.marks(worker, "image").get(0))
                .containsExactly("yes", "yes", "another");
    }

    @Test
    @Requirement("WRK-IMAGE-004")
    void aJavaWorkerRunsInAnImageThatHasNoJava() {
        Stage.assumeCan(Capability.CHANNEL);
        String image = imageToAskAbout();

        Worker worker = stage.running(WorkerSpec.of(Netizen.class).withImage(image));

        assertThat(Netizen.variable(worker, "TCK_IMAGE")).isEqualTo("yes");
    }
}
