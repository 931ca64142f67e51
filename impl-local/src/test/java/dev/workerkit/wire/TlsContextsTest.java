package dev.workerkit.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.SocketContext;
import dev.workerkit.SpecException;
import dev.workerkit.tck.fixture.CertificateAuthority;
import dev.workerkit.tck.fixture.CertificateAuthority.Issued;
import io.netty.buffer.ByteBufAllocator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two engines shake hands in memory: the real TLS of the JDK, without a socket between them. */
class TlsContextsTest {

    private static final String LOCALHOST = "localhost";

    @TempDir private static Path folder;
    private static CertificateAuthority authority;
    private static CertificateAuthority stranger;
    private static Issued worker;
    private static Issued master;

    @BeforeAll
    static void issue() {
        authority = CertificateAuthority.create(folder, "authority");
        stranger = CertificateAuthority.create(folder, "stranger");
        worker = authority.issue("worker", "dns:localhost", "ip:127.0.0.1", "ip:::1");
        master = authority.issue("master");
    }

    private static SocketContext trusting() {
        return SocketContext.defaults().withTrusted(authority.certificate());
    }

    private static SocketContext with(Issued own) {
        return trusting().withCertificate(own.chain(), own.key());
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "::1"})
    void aMasterTakesAWorkerWithATrustedCertificateForItsHost(String host) throws SSLException {
        assertThat(shake(with(worker), trusting(), host)).isEqualTo("TLSv1.3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"other", "127.0.0.2", "::2"})
    void aMasterRefusesACertificateForAnotherHost(String host) {
        assertThatThrownBy(() -> shake(with(worker), trusting(), host))
                .isInstanceOf(SSLHandshakeException.class)
                .hasStackTraceContaining(host.startsWith("o") ? "other" : "alternative names");
    }

    @Test
    void aHostIsNotLookedAtIfTheContextSaysSo() throws SSLException {
        assertThat(shake(with(worker), trusting().withoutHostNameCheck(), "other")).isNotEmpty();
        assertThat(shake(with(master), trusting().withoutHostNameCheck(), LOCALHOST)).isNotEmpty();
    }

    @Test
    void aMasterRefusesACertificateOfAStranger() {
        Issued other = stranger.issue("other-worker", "dns:localhost");
        assertThatThrownBy(() -> shake(with(other), trusting(), LOCALHOST))
                .isInstanceOf(SSLHandshakeException.class);
        assertThatThrownBy(() -> shake(with(other), trusting().withoutHostNameCheck(), LOCALHOST))
                .isInstanceOf(SSLHandshakeException.class);
    }

    @Test
    void withoutTrustedOnesThoseOfTheJdkAreTrusted() {
        assertThatThrownBy(() -> shake(with(worker), SocketContext.defaults(), LOCALHOST))
                .isInstanceOf(SSLHandshakeException.class);
    }

    @Test
    void aWorkerThatAsksTakesOnlyMastersWithATrustedCertificate() throws SSLException {
        SocketContext asking = with(worker).withClientCertificates();
        Issued other = stranger.issue("other-master");
        assertThat(shake(asking, with(master), LOCALHOST)).isEqualTo("TLSv1.3");
        assertThatThrownBy(() -> shake(asking, trusting(), LOCALHOST))
                .isInstanceOf(SSLHandshakeException.class);
        assertThatThrownBy(() -> shake(asking, with(other), LOCALHOST))
                .isInstanceOf(SSLHandshakeException.class);
    }

    @Test
    void oldVersionsAreNotSpoken() throws SSLException {
        assertThatThrownBy(
                        () -> {
                            SSLEngine old = masterEngine(trusting(), LOCALHOST);
                            old.setEnabledProtocols(new String[] {"TLSv1.1"});
                            shake(workerEngine(with(worker)), old);
                        })
                .isInstanceOf(SSLException.class);
        SSLEngine older = masterEngine(trusting(), LOCALHOST);
        older.setEnabledProtocols(new String[] {"TLSv1.2"});
        assertThat(shake(workerEngine(with(worker)), older)).isEqualTo("TLSv1.2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"RSA", "Ed25519"})
    void keysOfOtherKindsAreTaken(String algorithm) throws SSLException {
        Issued other = authority.issueWithKey(algorithm, "kind-" + algorithm, "dns:localhost");
        assertThat(shake(with(other), trusting(), LOCALHOST)).isEqualTo("TLSv1.3");
    }

    @Test
    void aKindThatTlsHasNoUseForIsRefused() {
        Issued old = authority.issueWithKey("DSA", "kind-dsa");
        refused(with(old), "socketContext.certificateChain", "DSA", "[EC, EdDSA, RSA]");
    }

    @Test
    void aWorkerNeedsACertificate() {
        refused(trusting(), "socketContext.certificateChain", "has no certificate");
    }

    @Test
    void filesThatAreMissingAreNamed() {
        Path nowhere = folder.resolve("nowhere.pem");
        refused(
                trusting().withCertificate(nowhere, worker.key()),
                "socketContext.certificateChain",
                nowhere.toString());
        refused(
                trusting().withCertificate(worker.chain(), nowhere),
                "socketContext.privateKey",
                nowhere.toString());
        refused(with(worker).withTrusted(nowhere), "socketContext.trusted", nowhere.toString());
        refused(with(worker).withTrusted(folder), "socketContext.trusted", "can't be read");
    }

    @Test
    void filesThatAreNoPemAreToldFromPem() throws IOException {
        Path text = writtenPrivate("some text");
        refused(
                trusting().withCertificate(text, worker.key()),
                "socketContext.certificateChain",
                "holds no certificate in PEM");
        refused(
                trusting().withCertificate(worker.chain(), text),
                "socketContext.privateKey",
                "holds no key in PEM");
        refused(with(worker).withTrusted(text), "socketContext.trusted", "no certificate");
        refused(with(worker).withTrusted(worker.key()), "socketContext.trusted", "no certificate");
    }

    @Test
    void aCertificateThatIsDamagedIsToldByItsNumber() throws IOException {
        String whole = Files.readString(worker.chain());
        int second = whole.lastIndexOf("-----BEGIN");
        Path damaged =
                writtenPrivate(
                        whole.substring(0, second)
                                + whole.substring(second).replace("\nMII", "\nAAA"));
        refused(
                trusting().withCertificate(damaged, worker.key()),
                "socketContext.certificateChain",
                "certificate 2");
    }

    @Test
    void theKeyOfAnotherCertificateIsRefused() {
        Issued rsa = authority.issueWithKey("RSA", "an-rsa-key");
        refused(
                trusting().withCertificate(worker.chain(), master.key()),
                "socketContext.privateKey",
                "another key than the one of the first certificate");
        refused(
                trusting().withCertificate(worker.chain(), rsa.key()),
                "socketContext.privateKey",
                "holds no EC key");
    }

    @Test
    void keysInFormsThatAreNotReadAreToldWithWhatToDo() throws IOException {
        String body = Files.readString(worker.key());
        refused(
                trusting()
                        .withCertificate(
                                worker.chain(),
                                writtenPrivate(body.replace("PRIVATE", "ENCRYPTED PRIVATE"))),
                "socketContext.privateKey",
                "encrypted",
                "openssl pkcs8 -topk8 -nocrypt -in");
        refused(
                trusting()
                        .withCertificate(
                                worker.chain(),
                                writtenPrivate(body.replace("PRIVATE", "EC PRIVATE"))),
                "socketContext.privateKey",
                "PKCS #8",
                "openssl pkcs8 -topk8 -nocrypt -in");
    }

    @Test
    void aKeyThatOthersCanReadIsRefused() throws IOException {
        Path open = writtenPrivate(Files.readString(worker.key()));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r-----"));
        refused(
                trusting().withCertificate(worker.chain(), open),
                "socketContext.privateKey",
                "open to others",
                "chmod 600 " + open);
    }

    @Test
    void aCertificateThatHasExpiredIsTold() {
        Issued expired = authority.issueExpired("expired", "dns:localhost");
        refused(with(expired), "socketContext.certificateChain", "CN=expired", "expired at");
    }

    @Test
    void noMessageHoldsAPartOfAKey() throws IOException {
        String body = Files.readString(worker.key());
        String[] lines = body.split("\n");
        Path damaged = writtenPrivate(lines[0] + "\n" + lines[1] + "\n" + lines[lines.length - 1]);
        assertThatThrownBy(
                        () ->
                                TlsContexts.ofWorker(
                                        trusting().withCertificate(worker.chain(), damaged)))
                .isInstanceOf(SpecException.class)
                .message()
                .doesNotContain(lines[1].substring(0, 8));
    }

    private static Path writtenPrivate(String text) throws IOException {
        Path file =
                Files.createTempFile(
                        folder,
                        "file",
                        ".pem",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        return Files.writeString(file, text);
    }

    private static void refused(SocketContext context, String field, String... words) {
        assertThatThrownBy(() -> TlsContexts.ofWorker(context))
                .isInstanceOf(SpecException.class)
                .hasMessageContainingAll(words)
                .extracting(e -> ((SpecException) e).field())
                .isEqualTo(field);
    }

    private static SSLEngine workerEngine(SocketContext context) {
        return TlsContexts.ofWorker(context).newEngine(ByteBufAllocator.DEFAULT);
    }

    private static SSLEngine masterEngine(SocketContext context, String host) {
        return TlsContexts.ofMaster(context).newEngine(ByteBufAllocator.DEFAULT, host, 4433);
    }

    private static String shake(SocketContext workers, SocketContext masters, String host)
            throws SSLException {
        return shake(workerEngine(workers), masterEngine(masters, host));
    }

    /** The version that they agree on; both have sent a byte that the other has read. */
    private static String shake(SSLEngine server, SSLEngine client) throws SSLException {
        TlsRehearsal.shake(server, client);
        assertThat(client.getSession().getPeerCertificates()[0])
                .isInstanceOf(X509Certificate.class);
        return client.getSession().getProtocol();
    }
}
