package dev.workerkit.tck.verification;

import static dev.workerkit.BootstrapStage.BEFORE_CONSTRUCTION;
import static dev.workerkit.BootstrapStage.BEFORE_LOADING;
import static dev.workerkit.BootstrapStage.BEFORE_RUNNING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.AdminCookie;
import dev.workerkit.BootstrapProfile;
import dev.workerkit.BootstrapStage;
import dev.workerkit.ChannelSpec;
import dev.workerkit.EventLoopKind;
import dev.workerkit.MessageCodecException;
import dev.workerkit.RuntimeOptions;
import dev.workerkit.SharedWorker;
import dev.workerkit.SharedWorkerSpec;
import dev.workerkit.SharedWorkerUnavailableException;
import dev.workerkit.SocketContext;
import dev.workerkit.SpecException;
import dev.workerkit.WorkerAddress;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.tck.Requirement;
import dev.workerkit.tck.fixture.BootstrapHooks;
import dev.workerkit.tck.fixture.CertificateAuthority;
import dev.workerkit.tck.fixture.CertificateAuthority.Issued;
import dev.workerkit.tck.fixture.SharedBootstrapped;
import dev.workerkit.tck.fixture.SharedEcho;
import dev.workerkit.tck.wire.WireEnd;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How shared workers are brought up. */
class SharedBootstrapping {

    private static final BootstrapProfile DEFAULTS = BootstrapProfile.defaults();

    @RegisterExtension final SharedStage stage = new SharedStage();

    private WorkerRuntime with(BootstrapProfile profile) {
        return stage.open(RuntimeOptions.defaults().withBootstrap(profile));
    }

    private SharedWorkerSpec spec(Class<?> handler, Object... arguments) {
        return SharedWorkerSpec.of(stage.worker(handler, arguments));
    }

    @Test
    @Requirement("WRK-BOOT-012")
    void hooksArgumentsAndTheJvmAreThoseOfTheProfile() throws IOException {
        List<Path> classPath = Bootstrapping.classPathWithResource(stage.folder());
        WorkerRuntime runtime =
                with(
                        DEFAULTS.withClassPath(classPath)
                                .withJvmOption("-Dtck.bootstrap=as asked")
                                .withJvmOption(BootstrapHooks.OPENED)
                                .withWrapper("env", "TCK_BOOTSTRAP=wrapped up")
                                .withArguments("profile", 7)
                                .withHook(BEFORE_RUNNING, BootstrapHooks.Next.class)
                                .withHook(BEFORE_CONSTRUCTION, BootstrapHooks.Next.class)
                                .withHook(BEFORE_LOADING, BootstrapHooks.First.class));

        runtime.connect(stage.unix(), spec(SharedBootstrapped.class)).close();

        assertThat(stage.marks())
                .containsExactly(
                        "first BEFORE_LOADING loaded=false",
                        "next BEFORE_CONSTRUCTION",
                        "constructed [profile, 7]",
                        "next BEFORE_RUNNING",
                        "property as asked",
                        "variable wrapped up",
                        "resource true");
        runtime.connect(stage.unix(), spec(SharedBootstrapped.class, "launch", 8)).close();
        assertThat(stage.marks()).contains("constructed [launch, 8]");
    }

    @Test
    @Requirement("WRK-BOOT-012")
    void aHookThatThrowsFailsTheStart() {
        for (BootstrapStage each : BootstrapStage.values()) {
            WorkerRuntime runtime = with(DEFAULTS.withHook(each, BootstrapHooks.Failing.class));
            WorkerAddress address = stage.unix();

            assertThatThrownBy(() -> runtime.connect(address, spec(SharedBootstrapped.class)))
                    .isInstanceOf(SharedWorkerUnavailableException.class)
                    .hasMessageContaining(BootstrapHooks.Failing.MESSAGE);
            assertThat(WireEnd.listens(address)).isFalse();
            assertThat(stage.marks()).doesNotContain("property null");
        }
    }

    @Test
    @Requirement("WRK-BOOT-012")
    void theCodecIsThatOfTheProfile() {
        WorkerRuntime runtime =
                with(DEFAULTS.withChannel(ChannelSpec.strings().withAcknowledgement()));
        try (SharedWorker worker = runtime.connect(stage.unix(), spec(SharedEcho.class))) {
            worker.channel().send("text");
            assertThat(SharedStage.receive(worker, String.class)).isEqualTo("text");
            assertThatThrownBy(() -> worker.channel().send(Map.of("no", "text")))
                    .isInstanceOf(MessageCodecException.class);
        }
    }

    @Test
    @Requirement("WRK-BOOT-012")
    void theCookieAndTheCertificatesAreThoseOfTheProfile() {
        CertificateAuthority authority = CertificateAuthority.create(stage.folder(), "authority");
        Issued own = authority.issue("worker", "dns:localhost");
        SocketContext context =
                SocketContext.defaults()
                        .withTrusted(authority.certificate())
                        .withCertificate(own.chain(), own.key());
        WorkerRuntime runtime =
                with(
                        DEFAULTS.withCookie(AdminCookie.of(SharedStage.SECRET))
                                .withSocketContext(context));
        try (SharedWorker worker =
                runtime.connect(SharedStage.tls("localhost"), spec(SharedEcho.class))) {
            assertThat(Stage.await("an answer", worker.query()).text())
                    .isEqualTo("privileged true");
            Stage.await("it stops", worker.stop());
        }
    }

    @Test
    @Requirement("WRK-BOOT-012")
    void eachKindOfEventLoopServesEachKindOfAddress() {
        for (EventLoopKind kind : EventLoopKind.values()) {
            WorkerRuntime runtime;
            try {
                runtime = with(DEFAULTS.withEventLoop(kind));
            } catch (SpecException e) {
                // As it must be where the kind can't be used.
                assertThat(kind).isEqualTo(EventLoopKind.EPOLL);
                assertThat(e.field()).isEqualTo("bootstrap.eventLoop");
                continue;
            }
            for (WorkerAddress address : List.of(stage.unix(), stage.tcp())) {
                SharedWorkerSpec spec =
                        spec(SharedEcho.class).withCookie(AdminCookie.of(SharedStage.SECRET));
                try (SharedWorker worker = runtime.connect(address, spec)) {
                    worker.channel().send(kind.name());
                    assertThat(SharedStage.receive(worker, String.class)).isEqualTo(kind.name());
                    Stage.await("it stops", worker.stop());
                }
                assertThat(WireEnd.listens(address)).isFalse();
            }
        }
    }
}
