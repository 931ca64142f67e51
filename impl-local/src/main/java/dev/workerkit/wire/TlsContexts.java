package dev.workerkit.wire;

import dev.workerkit.SocketContext;
import dev.workerkit.SpecException;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLException;

/**
 * TLS as a {@link SocketContext} has it (WRK-SHARED-017), by the JDK alone: TLS 1.2 and later. All
 * files are read, and checked, at the call.
 */
public final class TlsContexts {

    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private TlsContexts() {}

    /**
     * For a worker, which must have a certificate (WRK-SHARED-012).
     *
     * @throws SpecException if it has none, or a file can't be used
     */
    public static SslContext ofWorker(SocketContext context) {
        Credentials own =
                Credentials.of(context)
                        .orElseThrow(
                                () ->
                                        new SpecException(
                                                "socketContext.certificateChain",
                                                "a worker at tls:// has no certificate",
                                                "give it one with SocketContext.withCertificate"));
        SslContextBuilder builder =
                SslContextBuilder.forServer(own.key(), own.chain())
                        .clientAuth(
                                context.clientCertificates()
                                        ? ClientAuth.REQUIRE
                                        : ClientAuth.NONE);
        return build(builder, context);
    }

    /**
     * For a master. Its handler must be made with the host and port of the address, {@code
     * newHandler(allocator, host, port)}: they are what a worker's certificate is held against.
     *
     * @throws SpecException if a file can't be used
     */
    public static SslContext ofMaster(SocketContext context) {
        SslContextBuilder builder =
                SslContextBuilder.forClient()
                        // Names and addresses, as browsers check them; nothing if it is empty.
                        .endpointIdentificationAlgorithm(context.checkHostName() ? "HTTPS" : "");
        Credentials.of(context).ifPresent(own -> builder.keyManager(own.key(), own.chain()));
        return build(builder, context);
    }

    private static SslContext build(SslContextBuilder builder, SocketContext context) {
        Optional<List<X509Certificate>> trusted =
                context.trusted()
                        .map(
                                file ->
                                        new PemFile(
                                                        "socketContext.trusted",
                                                        "the file of trusted certificates",
                                                        file)
                                                .certificates());
        trusted.ifPresent(builder::trustManager);
        try {
            return builder.sslProvider(SslProvider.JDK).protocols(PROTOCOLS).build();
        } catch (SSLException | IllegalArgumentException e) {
            throw new SpecException(
                    "socketContext",
                    "the JDK makes no TLS of " + context + ": " + e,
                    "look at its files, and at the JDK's security settings");
        }
    }
}
