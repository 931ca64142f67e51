package dev.workerkit.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.AdminCookie;
import dev.workerkit.SocketContext;
import dev.workerkit.WireLimits;
import dev.workerkit.WorkerAddress;
import dev.workerkit.WorkerException;
import dev.workerkit.WorkerId;
import dev.workerkit.host.Hooks;
import dev.workerkit.wire.Transport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SharedLaunchTest {

    private static final String SECRET = "correct horse battery staple";

    @TempDir Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("launch");
    }

    private static SharedLaunch launch(
            WorkerAddress address,
            Optional<AdminCookie> cookie,
            Optional<SocketContext> socketContext) {
        return new SharedLaunch(
                new WorkerId("wrk-7"),
                "squares",
                address,
                "example.Squares",
                List.of("text", true, 4L, List.of(1.5)),
                "bytes",
                WireLimits.defaults()
                        .withMaxFrameBytes(4096)
                        .withStallTimeout(Duration.ofMillis(5)),
                cookie,
                socketContext,
                Duration.ofSeconds(3),
                Transport.NIO,
                new Hooks(List.of("example.First"), List.of(), List.of("example.Last")));
    }

    @Test
    void isReadAsItWasWrittenAndOnlyOnce() {
        SharedLaunch written =
                launch(
                        WorkerAddress.parse("tls://localhost:4711"),
                        Optional.of(AdminCookie.of(SECRET)),
                        Optional.of(
                                SocketContext.defaults()
                                        .withCertificate(Path.of("/chain"), Path.of("/key"))
                                        .withTrusted(Path.of("/trusted"))
                                        .withClientCertificates()));
        written.write(file);
        assertThat(SharedLaunch.take(file)).isEqualTo(written);
        assertThat(file).doesNotExist();
    }

    @Test
    void whatIsAbsentStaysAbsent() {
        SharedLaunch written =
                launch(
                        WorkerAddress.parse("unix:///run/squares"),
                        Optional.empty(),
                        Optional.empty());
        written.write(file);
        assertThat(SharedLaunch.take(file)).isEqualTo(written);
    }

    @Test
    void theSecretIsForNobodyElse() throws Exception {
        SharedLaunch launch =
                launch(
                        WorkerAddress.parse("unix:///run/squares"),
                        Optional.of(AdminCookie.of(SECRET)),
                        Optional.empty());
        launch.write(file);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(launch.toString()).doesNotContain(SECRET);
    }

    @Test
    void refusesWhatIsNoLaunch() throws Exception {
        Files.writeString(file, "anything");
        assertThatThrownBy(() -> SharedLaunch.take(file))
                .isInstanceOf(WorkerException.class)
                .hasMessageContaining(file.toString());
    }
}
