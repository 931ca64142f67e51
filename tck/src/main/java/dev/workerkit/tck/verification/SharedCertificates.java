package dev.workerkit.tck.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.workerkit.SharedWorker;
import dev.workerkit.SharedWorkerSpec;
import dev.workerkit.SocketContext;
import dev.workerkit.SpecException;
import dev.workerkit.WorkerAddress;
import dev.workerkit.WorkerException;
import dev.workerkit.tck.Requirement;
import dev.workerkit.tck.fixture.CertificateAuthority;
import dev.workerkit.tck.fixture.CertificateAuthority.Issued;
import dev.workerkit.tck.fixture.SharedEcho;
import dev.workerkit.tck.wire.WireEnd;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who may talk to a shared worker over a network, and whom a master takes for it. */
class SharedCertificates {

    private static final Duration SOON = Duration.ofSeconds(15);

    @RegisterExtension final SharedStage stage = new SharedStage();

    @Test
    @Requirement("WRK-SHARED-012")
    void anAddressThatOtherMachinesReachTakesAnExplicitWord() throws SocketException {
        Optional<String> open = addressThatOtherMachinesReach();
        assumeThat(open).as("an address of this machine beyond itself").isPresent();
        for (String host : new String[] {open.orElseThrow(), "0.0.0.0"}) {
            WorkerAddress address = new WorkerAddress.Tcp(host, stage.tcp().port());

            assertThatThrownBy(() -> stage.connect(address, stage.spec(SharedEcho.class)))
                    .isInstanceOf(SpecException.class)
                    .hasMessageContaining(address.toString())
                    .hasMessageContaining("withOpenNetwork");
            assertThat(WireEnd.listens(address)).isFalse();
        }
        WorkerAddress meant = new WorkerAddress.Tcp(open.orElseThrow(), stage.tcp().port());
        assertEchoes(meant, stage.spec(SharedEcho.class).withOpenNetwork());
    }

    @Test
    @Requirement("WRK-SHARED-012")
    void thisMachineAloneNeedsNoWord() {
        assertEchoes(stage.tcp(), stage.spec(SharedEcho.class));
    }

    @Test
    @Requirement("WRK-SHARED-012")
    void tlsTakesACertificateInAnyCase() {
        WorkerAddress address = SharedStage.tls("localhost");
        SharedWorkerSpec spec = stage.spec(SharedEcho.class);
        SocketContext trusting =
                SocketContext.defaults().withTrusted(authority("authority").certificate());

        for (SharedWorkerSpec without :
                new SharedWorkerSpec[] {
                    spec, spec.withOpenNetwork(), spec.withSocketContext(trusting)
                }) {
            assertThatThrownBy(() -> stage.connect(address, without))
                    .isInstanceOf(SpecException.class)
                    .hasMessageContaining("certificate");
            assertThat(WireEnd.listens(address)).isFalse();
        }
    }

    private static Optional<String> addressThatOtherMachinesReach() throws SocketException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(Inet4Address.class::isInstance)
                .filter(address -> !address.isLoopbackAddress())
                .map(InetAddress::getHostAddress)
                .findFirst();
    }

    @Test
    @Requirement("WRK-SHARED-017")
    void aMasterTakesOnlyAWorkerWithATrustedCertificateForItsHost() {
        CertificateAuthority authority = authority("authority");
        Issued own = authority.issue("worker", "dns:localhost");
        SocketContext trusting = SocketContext.defaults().withTrusted(authority.certificate());
        WorkerAddress.Tls address = SharedStage.tls("localhost");
        WorkerAddress otherHost = new WorkerAddress.Tls("127.0.0.1", address.port());

        assertEchoes(
                address,
                stage.spec(SharedEcho.class)
                        .withSocketContext(trusting.withCertificate(own.chain(), own.key())));

        assertEchoes(address, with(trusting));
        assertRefused(address, SocketContext.defaults());
        assertRefused(
                address, SocketContext.defaults().withTrusted(authority("stranger").certificate()));
        assertRefused(otherHost, trusting);
        assertEchoes(otherHost, with(trusting.withoutHostNameCheck()));
    }

    @Test
    @Requirement("WRK-SHARED-017")
    void aCertificateMayNameAnAddress() {
        CertificateAuthority authority = authority("authority");
        Issued own = authority.issue("worker", "ip:127.0.0.1");
        SocketContext context =
                SocketContext.defaults()
                        .withTrusted(authority.certificate())
                        .withCertificate(own.chain(), own.key());
        WorkerAddress.Tls address = SharedStage.tls("127.0.0.1");

        assertEchoes(address, stage.spec(SharedEcho.class).withSocketContext(context));
        assertRefused(new WorkerAddress.Tls("localhost", address.port()), context);
    }

    @Test
    @Requirement("WRK-SHARED-017")
    void aWorkerThatAsksForCertificatesTakesOnlyMastersWithATrustedOne() {
        CertificateAuthority authority = authority("authority");
        CertificateAuthority stranger = authority("stranger");
        Issued own = authority.issue("worker", "dns:localhost");
        Issued known = authority.issue("master");
        Issued unknown = stranger.issue("unknown");
        SocketContext trusting = SocketContext.defaults().withTrusted(authority.certificate());
        WorkerAddress.Tls address = SharedStage.tls("localhost");

        assertEchoes(
                address,
                stage.spec(SharedEcho.class)
                        .withSocketContext(
                                trusting.withCertificate(own.chain(), own.key())
                                        .withClientCertificates()));

        assertEchoes(address, with(trusting.withCertificate(known.chain(), known.key())));
        assertRefused(address, trusting);
        assertRefused(address, trusting.withCertificate(unknown.chain(), unknown.key()));
        assertThat(stage.marks("gone")).as("masters that the handler has seen go").isEqualTo(2);
    }

    private CertificateAuthority authority(String name) {
        return CertificateAuthority.create(stage.folder(), name);
    }

    private static SharedWorkerSpec with(SocketContext context) {
        return SharedWorkerSpec.existing().withSocketContext(context).withStartTimeout(SOON);
    }

    private void assertRefused(WorkerAddress address, SocketContext context) {
        assertThatThrownBy(() -> stage.connect(address, with(context)).close())
                .isInstanceOf(WorkerException.class)
                .hasMessageContaining(address.toString());
    }

    private void assertEchoes(WorkerAddress address, SharedWorkerSpec spec) {
        try (SharedWorker worker = stage.connect(address, spec)) {
            worker.channel().send("hello");
            assertThat(SharedStage.receive(worker, String.class)).isEqualTo("hello");
        }
    }
}
