package dev.workerkit.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.Await;
import dev.workerkit.RefusedException;
import dev.workerkit.RuntimeOptions;
import dev.workerkit.SharedWorkerSpec;
import dev.workerkit.SocketContext;
import dev.workerkit.SpecException;
import dev.workerkit.WorkerAddress;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerRuntimes;
import dev.workerkit.os.Child;
import dev.workerkit.tck.fixture.CertificateAuthority;
import dev.workerkit.tck.fixture.CertificateAuthority.Issued;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What masters are told that have no TLS with a worker, and what they leave behind. */
class TlsTalksTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir static Path files;
    private static CertificateAuthority authority;
    private static CertificateAuthority stranger;
    private static Issued own;

    @TempDir Path folder;

    private WorkerRuntime runtime;
    private WorkerAddress.Tls address;
    private WorkerAddress.Tcp plain;
    private Path starts;

    @BeforeAll
    static void issue() {
        authority = CertificateAuthority.create(files, "authority");
        stranger = CertificateAuthority.create(files, "stranger");
        own = authority.issue("worker", "dns:localhost");
    }

    @BeforeEach
    void open() throws IOException {
        runtime = WorkerRuntimes.open("local", RuntimeOptions.defaults());
        starts = folder.resolve("starts");
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            address = new WorkerAddress.Tls("localhost", free.getLocalPort());
            plain = new WorkerAddress.Tcp("localhost", free.getLocalPort());
        }
    }

    @AfterEach
    void close() throws IOException {
        runtime.close();
        for (long pid : started()) {
            ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
            Await.until("worker " + pid + " is gone", LIMIT, () -> !Child.alive((int) pid));
        }
    }

    private List<Long> started() throws IOException {
        return Files.exists(starts)
                ? Files.readAllLines(starts).stream().map(Long::valueOf).toList()
                : List.of();
    }

    private static SocketContext trusting(CertificateAuthority whom) {
        return SocketContext.defaults().withTrusted(whom.certificate());
    }

    private static SocketContext owning(SocketContext context) {
        return context.withCertificate(own.chain(), own.key());
    }

    private SharedWorkerSpec starting(SocketContext context) {
        return SharedMasterMain.spec(starts.toString()).withSocketContext(context);
    }

    private void serve(SocketContext context) {
        runtime.connect(address, starting(context)).close();
    }

    private void refused(WorkerAddress where, SocketContext context, String... words) {
        assertThatThrownBy(
                        () ->
                                runtime.connect(
                                        where,
                                        SharedWorkerSpec.existing().withSocketContext(context)))
                .isInstanceOf(RefusedException.class)
                .hasMessageContainingAll(words)
                .hasMessageNotContaining("no TLS:");
    }

    private void notStarted(WorkerAddress where, SocketContext context, String field, String word)
            throws IOException {
        assertThatThrownBy(() -> runtime.connect(where, starting(context)))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining(word)
                .extracting(e -> ((SpecException) e).field())
                .isEqualTo(field);
        assertThat(started()).isEmpty();
    }

    @Test
    void aWorkerThatItsStarterWouldNotTrustIsNotStarted() throws IOException {
        notStarted(address, owning(trusting(stranger)), "socketContext.trusted", "not trusted");
        notStarted(
                new WorkerAddress.Tls("127.0.0.1", address.port()),
                owning(trusting(authority)),
                "socketContext.certificateChain",
                "does not name 127.0.0.1");
        assertThat(folder).isEmptyDirectory();
        serve(owning(trusting(authority)));
        assertThat(started()).hasSize(1);
    }

    @Test
    void aMasterIsToldWhatIsWrongWithTheCertificates() {
        serve(owning(trusting(authority)).withClientCertificates());

        refused(address, trusting(stranger), "not trusted", "socketContext.trusted");
        refused(
                new WorkerAddress.Tls("127.0.0.1", address.port()),
                trusting(authority),
                "does not name 127.0.0.1");
        refused(
                address,
                trusting(authority),
                "wants a certificate of a master",
                "socketContext.certificateChain");
        Issued unknown = stranger.issue("unknown");
        refused(
                address,
                trusting(authority).withCertificate(unknown.chain(), unknown.key()),
                "wants a certificate of a master, from those it trusts");
    }

    @Test
    void aMasterWithoutTlsIsToldToTakeIt() {
        serve(owning(trusting(authority)));

        refused(plain, trusting(authority), "speaks TLS", "try tls://");
    }

    @Test
    void aMasterWithTlsIsToldWhoHasNone() {
        runtime.connect(plain, SharedMasterMain.spec(starts.toString())).close();

        refused(address, trusting(authority), "it speaks without TLS; try tcp://");
    }
}
