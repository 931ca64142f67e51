package dev.workerkit.wire;

import dev.workerkit.SpecException;
import io.netty.handler.ssl.NotSslRecordException;
import java.security.cert.CertificateException;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Why a master and a worker have no TLS together, for the master's people: what was found, and what
 * to do.
 *
 * @param field what is to be mended, of the master's settings
 * @param found what was found
 * @param advice what to do
 */
public record TlsFailure(String field, String found, String advice) {

    /** As the JDK says it; it has no exception of its own for it. */
    private static final Pattern OTHER_HOST =
            Pattern.compile("No subject alternative .*|No name matching .*");

    /** Of alerts: a master whose certificate nobody there would trust shows none at all. */
    private static final Pattern CERTIFICATE = Pattern.compile(".*(certificate|unknown_ca).*");

    /**
     * Reads a failure that a master met.
     *
     * @param host the one of the worker's address
     * @return nothing if it is none of TLS
     */
    public static Optional<TlsFailure> of(Throwable failure, String host) {
        SSLException tls = find(failure, SSLException.class);
        if (tls == null) {
            return Optional.empty();
        }
        if (tls instanceof NotSslRecordException) {
            return Optional.of(new TlsFailure("address", "it speaks without TLS", "try tcp://"));
        }
        CertificateException certificate = find(tls, CertificateException.class);
        return Optional.of(
                certificate == null
                        ? ofAlert(String.valueOf(tls.getMessage()))
                        : ofCertificate(certificate, host));
    }

    private static TlsFailure ofCertificate(CertificateException refused, String host) {
        String why = String.valueOf(refused.getMessage());
        return OTHER_HOST.matcher(why).matches()
                ? new TlsFailure(
                        "socketContext.certificateChain",
                        "the worker's certificate does not name " + host + " (" + why + ")",
                        "use an address that it names, or a certificate that names this one, or"
                                + " SocketContext.withoutHostNameCheck")
                : new TlsFailure(
                        "socketContext.trusted",
                        "the worker's certificate is not trusted (" + why + ")",
                        "name those that sign it: socketContext.trusted");
    }

    private static TlsFailure ofAlert(String why) {
        if (CERTIFICATE.matcher(why).matches()) {
            return new TlsFailure(
                    "socketContext.certificateChain",
                    "the worker wants a certificate of a master, from those it trusts ("
                            + why
                            + ")",
                    "give it one: socketContext.certificateChain and privateKey");
        }
        return new TlsFailure(
                "socketContext",
                "TLS was not agreed on (" + why + ")",
                "look at the certificates of both sides, and at the JDK's security settings");
    }

    private static <T extends Throwable> @Nullable T find(Throwable failure, Class<T> type) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (type.isInstance(each)) {
                return type.cast(each);
            }
        }
        return null;
    }

    /** What keeps a spec's own worker and master apart. */
    SpecException ofOwn() {
        return new SpecException(
                field, "this master could not talk to its own worker: " + found, advice);
    }

    @Override
    public String toString() {
        return found + "; " + advice;
    }
}
