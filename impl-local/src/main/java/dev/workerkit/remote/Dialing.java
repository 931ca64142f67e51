package dev.workerkit.remote;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/** How a relay finds its way to its master. */
final class Dialing {

    private static final int CONNECT_MILLIS = 5000;
    private static final int HANDSHAKE_MILLIS = 5000;
    private static final long FIRST_PAUSE_NANOS = 50_000_000;
    private static final long LONGEST_PAUSE_NANOS = 1_000_000_000;

    private Dialing() {}

    /**
     * Connects, trying again until the time is over: a network may come up after the worker.
     *
     * @throws RefusedException if there is no use in trying
     * @throws IOException if it could not in time; tells of the last attempt
     */
    static Connection connect(Secret secret, long limitMillis, int longestFrame)
            throws IOException {
        SSLContext tls;
        try {
            tls = Tls.ofRelay(secret.certificate());
        } catch (GeneralSecurityException e) {
            throw new RefusedException("This Java has no TLS: " + e);
        }
        long start = System.nanoTime();
        long pause = FIRST_PAUSE_NANOS;
        while (true) {
            try {
                return connectOnce(secret, tls, longestFrame);
            } catch (RefusedException e) {
                throw e;
            } catch (IOException e) {
                requireSameDoor(e);
                if (System.nanoTime() - start + pause > limitMillis * 1_000_000) {
                    throw e;
                }
                LockSupport.parkNanos(pause);
                pause = Math.min(2 * pause, LONGEST_PAUSE_NANOS);
            }
        }
    }

    private static void requireSameDoor(IOException failure) throws RefusedException {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException) {
                throw new RefusedException(
                        "The other side is not this worker's master: " + cause.getMessage());
            }
        }
    }

    private static Connection connectOnce(Secret secret, SSLContext tls, int longestFrame)
            throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(secret.host(), secret.port()), CONNECT_MILLIS);
            Connection.tune(socket, HANDSHAKE_MILLIS);
            SSLSocket secured = Tls.join(tls, socket);
            new Greeting(secured.getInputStream(), secured.getOutputStream(), secret.certificate())
                    .give(secret);
            return new Connection(socket, secured, longestFrame);
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }
}
