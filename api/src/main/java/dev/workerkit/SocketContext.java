package dev.workerkit;

import java.nio.file.Path;
import java.util.Optional;

/**
 * With what a {@code tls://} address is served and connected to. All files are PEM. Immutable.
 *
 * @param certificateChain one's own certificate, and those above it; a worker must have one, a
 *     master needs one only if the worker asks for it
 * @param privateKey the key of that certificate, PKCS #8; there if and only if the chain is
 * @param trusted the certificates that the other side's must lead to; absent for those of the JDK
 * @param clientCertificates whether a worker takes only masters with a trusted certificate (mTLS)
 * @param checkHostName whether a master takes only a worker whose certificate names its host
 */
public record SocketContext(
        Optional<Path> certificateChain,
        Optional<Path> privateKey,
        Optional<Path> trusted,
        boolean clientCertificates,
        boolean checkHostName) {

    /** Checks the values. */
    public SocketContext {
        if (certificateChain.isPresent() != privateKey.isPresent()) {
            throw new SpecException(
                    "socketContext.privateKey",
                    certificateChain.isPresent()
                            ? "there is a certificate and no key"
                            : "there is a key and no certificate",
                    "give both or neither");
        }
        if (clientCertificates && trusted.isEmpty()) {
            throw new SpecException(
                    "socketContext.trusted",
                    "masters are to show certificates, and none is trusted",
                    "name the file of those that sign the masters' certificates");
        }
    }

    /** No certificate of one's own, the JDK's trusted ones, host names checked. */
    public static SocketContext defaults() {
        return new SocketContext(Optional.empty(), Optional.empty(), Optional.empty(), false, true);
    }

    /** The same with a certificate of one's own. */
    public SocketContext withCertificate(Path chain, Path key) {
        return new SocketContext(
                Optional.of(chain), Optional.of(key), trusted, clientCertificates, checkHostName);
    }

    /** The same that trusts these certificates, and no others. */
    public SocketContext withTrusted(Path certificates) {
        return new SocketContext(
                certificateChain,
                privateKey,
                Optional.of(certificates),
                clientCertificates,
                checkHostName);
    }

    /** The same with masters that must show a trusted certificate. */
    public SocketContext withClientCertificates() {
        return new SocketContext(certificateChain, privateKey, trusted, true, checkHostName);
    }

    /** The same without a look at the host that a worker's certificate names. */
    public SocketContext withoutHostNameCheck() {
        return new SocketContext(certificateChain, privateKey, trusted, clientCertificates, false);
    }

    SocketContext withAbsolutePaths() {
        return new SocketContext(
                certificateChain.map(Path::toAbsolutePath),
                privateKey.map(Path::toAbsolutePath),
                trusted.map(Path::toAbsolutePath),
                clientCertificates,
                checkHostName);
    }
}
