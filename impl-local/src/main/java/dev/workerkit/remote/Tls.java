package dev.workerkit.remote;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/** TLS as doors and relays have it: 1.3 alone, with a certificate that is known by its fingerprint. */
final class Tls {

    private static final String PROTOCOL = "TLSv1.3";
    private static final char[] NO_PASSWORD = {};

    private Tls() {}

    static String fingerprint(Certificate certificate) throws GeneralSecurityException {
        byte[] der = certificate.getEncoded();
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(der));
    }

    /** For a door. The key stays in this process. */
    static SSLContext ofDoor(SelfSigned own) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, NO_PASSWORD);
        Certificate[] chain = {own.certificate()};
        store.setKeyEntry("door", own.keys().getPrivate(), NO_PASSWORD, chain);
        KeyManagerFactory keys =
                KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, NO_PASSWORD);
        SSLContext context = SSLContext.getInstance(PROTOCOL);
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    /** For a relay that trusts the one certificate with this fingerprint. */
    static SSLContext ofRelay(String fingerprint) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance(PROTOCOL);
        context.init(null, new TrustManager[] {new Pinned(fingerprint)}, null);
        return context;
    }

    /** The master's side over a connected socket, which stays the caller's to close. */
    static SSLSocket serve(SSLContext context, Socket socket) throws IOException {
        return begin((SSLSocket) context.getSocketFactory().createSocket(socket, null, false));
    }

    /** The relay's side over a connected socket, which stays the caller's to close. */
    static SSLSocket join(SSLContext context, Socket socket) throws IOException {
        return begin(
                (SSLSocket)
                        context.getSocketFactory()
                                .createSocket(socket, "door", socket.getPort(), false));
    }

    private static SSLSocket begin(SSLSocket socket) throws IOException {
        socket.setEnabledProtocols(new String[] {PROTOCOL});
        socket.startHandshake();
        return socket;
    }

    /** Looks at the fingerprint, and at nothing else. */
    private static final class Pinned extends X509ExtendedTrustManager {

        private final String fingerprint;

        Pinned(String fingerprint) {
            this.fingerprint = fingerprint;
        }

        private void check(X509Certificate[] chain) throws CertificateException {
            try {
                String shown = fingerprint(chain[0]);
                if (!shown.equals(fingerprint)) {
                    throw new CertificateException(
                            "it shows the certificate " + shown + " and not " + fingerprint);
                }
            } catch (GeneralSecurityException e) {
                throw e instanceof CertificateException wrong ? wrong : new CertificateException(e);
            }
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            check(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            check(chain);
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type)
                throws CertificateException {
            check(chain);
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            throw new CertificateException("No client shows a certificate");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            throw new CertificateException("No client shows a certificate");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type)
                throws CertificateException {
            throw new CertificateException("No client shows a certificate");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
