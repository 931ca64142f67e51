package dev.workerkit.tck.verification;

import static dev.workerkit.BootstrapStage.BEFORE_CONSTRUCTION;
import static dev.workerkit.BootstrapStage.BEFORE_LOADING;
import static dev.workerkit.BootstrapStage.BEFORE_RUNNING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.BootstrapProfile;
import dev.workerkit.BootstrapStage;
import dev.workerkit.Capability;
import dev.workerkit.Channel;
import dev.workerkit.ChannelSpec;
import dev.workerkit.MessageCodecException;
import dev.workerkit.PoolSpec;
import dev.workerkit.RestartPolicy;
import dev.workerkit.RuntimeOptions;
import dev.workerkit.Worker;
import dev.workerkit.WorkerPool;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerSpec;
import dev.workerkit.WorkerState;
import dev.workerkit.tck.Requirement;
import dev.workerkit.tck.fixture.BootstrapHooks;
import dev.workerkit.tck.fixture.Bootstrapped;
import dev.workerkit.tck.fixture.Echo;
import dev.workerkit.tck.fixture.Squaring;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How Java workers are brought up. */
class Bootstrapping {

    private static final WorkerSpec WORKER = WorkerSpec.of(Bootstrapped.class).withName("booted");

    @RegisterExtension final Stage stage = new Stage();

    private WorkerRuntime with(BootstrapProfile profile) {
        return stage.open(RuntimeOptions.defaults().withBootstrap(profile));
    }

    private Worker running(BootstrapProfile profile, WorkerSpec spec) {
        Worker worker = stage.startIn(with(profile), spec);
        stage.awaitMark(worker, "running");
        return worker;
    }

    @Test
    @Requirement("WRK-BOOT-001")
    void hooksRunStageAfterStageInEachIncarnation() {
        BootstrapProfile profile =
                BootstrapProfile.defaults()
                        .withJvmOption(BootstrapHooks.OPENED)
                        .withHook(BEFORE_RUNNING, BootstrapHooks.Telling.class)
                        .withHook(BEFORE_CONSTRUCTION, BootstrapHooks.Next.class)
                        .withHook(BEFORE_CONSTRUCTION, BootstrapHooks.Telling.class)
                        .withHook(BEFORE_LOADING, BootstrapHooks.First.class)
                        .withHook(BEFORE_LOADING, BootstrapHooks.Telling.class)
                        .withHook(BEFORE_LOADING, BootstrapHooks.Next.class);
        List<String> once =
                List.of(
                        "first BEFORE_LOADING loaded=false",
                        "telling BEFORE_LOADING booted - -",
                        "next BEFORE_LOADING",
                        "next BEFORE_CONSTRUCTION",
                        "telling BEFORE_CONSTRUCTION booted Bootstrapped -",
                        "constructed []",
                        "telling BEFORE_RUNNING booted Bootstrapped []");

        Worker worker = running(profile, WORKER);
        assertThat(told(worker)).containsExactlyElementsOf(once);

        Stage.await("it is restarted", worker.restart());
        stage.awaitMarks(
                worker,
                "'running' once more",
                marks -> marks.stream().filter("running"::equals).count() == 2);
        List<String> twice = new ArrayList<>(once);
        twice.addAll(once);
        assertThat(told(worker)).containsExactlyElementsOf(twice);
    }

    private List<String> told(Worker worker) {
        return stage.marks(worker).stream()
                .filter(mark -> mark.matches("(first|telling|next|constructed) .*"))
                .toList();
    }

    @Test
    @Requirement("WRK-BOOT-002")
    void aHookThatThrowsFailsTheStart() {
        for (BootstrapStage each : BootstrapStage.values()) {
            BootstrapProfile profile =
                    BootstrapProfile.defaults()
                            .withHook(each, BootstrapHooks.Failing.class)
                            .withHook(each, BootstrapHooks.Next.class);
            Worker worker = stage.startIn(with(profile), WORKER.withRestart(RestartPolicy.never()));

            assertThat(Stage.ended(worker).state())
                    .as("after " + each)
                    .isEqualTo(WorkerState.FAILED);
            assertThat(worker.ready()).isCompletedExceptionally();
            assertThat(stage.marks(worker))
                    .contains("failing " + each)
                    .doesNotContain("next " + each, "running");
            if (Stage.can(Capability.LOG)) {
                assertThat(worker.log().tail(100))
                        .anyMatch(line -> line.text().contains(BootstrapHooks.Failing.MESSAGE));
            }
        }
    }

    @Test
    @Requirement("WRK-BOOT-003")
    void argumentsAreGivenToThoseThatHaveNone() {
        WorkerRuntime runtime = with(BootstrapProfile.defaults().withArguments("profile", 7));
        Worker without = stage.startIn(runtime, WORKER);
        Worker own = stage.startIn(runtime, WorkerSpec.of(Bootstrapped.class, "launch", 8));
        stage.awaitMark(without, "running");
        stage.awaitMark(own, "running");

        assertThat(stage.marks(without, "constructed")).containsExactly("[profile, 7]");
        assertThat(stage.marks(own, "constructed")).containsExactly("[launch, 8]");
    }

    /** This JVM's class path, after a folder with the resource that the workers look for. */
    static List<Path> classPathWithResource(Path within) throws IOException {
        Path folder = Files.createDirectory(within.resolve("classes"));
        Files.createFile(folder.resolve("tck-bootstrap.txt"));
        List<Path> classPath = new ArrayList<>(List.of(folder));
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(Path::of)
                .filter(Files::exists)
                .forEach(classPath::add);
        return classPath;
    }

    @Test
    @Requirement("WRK-BOOT-004")
    void classPathOptionsAndWrapperTakeEffect() throws IOException {
        List<Path> classPath = classPathWithResource(stage.folder());
        Worker worker =
                running(
                        BootstrapProfile.defaults()
                                .withClassPath(classPath)
                                .withJvmOption("-Dtck.bootstrap=as asked")
                                .withWrapper("env", "TCK_BOOTSTRAP=wrapped up"),
                        WORKER);

        assertThat(stage.marks(worker))
                .contains("property as asked", "variable wrapped up", "resource true");
        Stage.await("it stops", worker.stop());
    }

    @Test
    @Requirement("WRK-BOOT-009")
    void nothingNeedBeGiven() {
        if (Stage.can(Capability.JVM)) {
            assertFindsTheMastersOwn(running(BootstrapProfile.defaults(), WORKER));
        }
        if (Stage.can(Capability.CHANNEL)) {
            assertEchoes(stage.start(WorkerSpec.of(Echo.class)).channel(), Map.of("as", "JSON"));
        } else {
            Stage.assumeCan(Capability.JVM);
        }
    }

    private void assertFindsTheMastersOwn(Worker worker) {
        assertThat(stage.marks(worker))
                .contains("constructed []", "property null", "variable null", "resource false");
        if (Stage.can(Capability.HOST_PROCESSES)) {
            assertThat(stage.marks(worker)).contains("java " + System.getProperty("java.home"));
        }
    }

    @Test
    @Requirement("WRK-BOOT-005")
    void theChannelIsThatOfWorkersWhoseSpecGivesNone() {
        Stage.assumeCan(Capability.CHANNEL);
        WorkerRuntime runtime =
                with(BootstrapProfile.defaults().withChannel(ChannelSpec.strings()));
        Channel strings = stage.startIn(runtime, WorkerSpec.of(Echo.class)).channel();
        Channel json =
                stage.startIn(runtime, WorkerSpec.of(Echo.class).withChannel(ChannelSpec.json()))
                        .channel();

        assertEchoes(strings, "text");
        assertThatThrownBy(() -> strings.send(Map.of("no", "text")))
                .isInstanceOf(MessageCodecException.class);
        assertEchoes(json, Map.of("as", "given"));
    }

    @Test
    @Requirement("WRK-BOOT-005")
    void theChannelIsThatOfMembersWhoseSpecGivesNone() {
        Stage.assumeCan(Capability.CHANNEL);
        Stage.assumeCan(Capability.POOL);
        WorkerRuntime runtime =
                with(BootstrapProfile.defaults().withChannel(ChannelSpec.strings()));
        try (WorkerPool strings =
                        runtime.startPool(PoolSpec.of(WorkerSpec.of(Squaring.class)).withSize(1));
                WorkerPool json =
                        runtime.startPool(
                                PoolSpec.of(
                                                WorkerSpec.of(Squaring.class)
                                                        .withChannel(ChannelSpec.json()))
                                        .withSize(1))) {
            assertThatThrownBy(() -> strings.submit(3)).isInstanceOf(MessageCodecException.class);
            assertThat(Stage.await("3 is squared", json.submit(3))).isEqualTo(9);
        }
    }

    private static void assertEchoes(Channel channel, Object message) {
        channel.send(message);
        assertThat(channel.receive(Stage.session().patience(Duration.ofSeconds(30))))
                .isEqualTo(message);
    }
}
