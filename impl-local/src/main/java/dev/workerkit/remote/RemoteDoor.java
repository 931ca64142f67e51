package dev.workerkit.remote;

import dev.workerkit.WorkerException;
import dev.workerkit.launch.Attendance;
import dev.workerkit.launch.Birth;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * Where the workers of a runtime that are on other machines find their master: a listening TLS
 * socket with a key of its own, which is nowhere but in this process. Only who has a pass comes in,
 * once. Strangers are few at a time and have little time: who comes when there are too many takes
 * the place of the one that has been there longest. Thread-safe.
 */
public final class RemoteDoor implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(RemoteDoor.class.getName());

    private static final int BACKLOG = 256;
    private static final int MOST_STRANGERS = 64;
    private static final int HANDSHAKE_MILLIS = 5000;
    private static final long LOOK_EVERY_MILLIS = 200;
    private static final long ACCEPT_AGAIN_NANOS = 50_000_000;

    private final Limits limits;
    private final ServerSocket server;
    private final SSLContext tls;
    private final String certificate;
    private final Map<String, RemoteAdmission> passes = new ConcurrentHashMap<>();

    /** Those that have not proved anything yet, the oldest first, and since when they are there. */
    private final Map<Socket, Long> strangers = new LinkedHashMap<>();

    private final Thread accepting;
    private final Thread watching;
    private volatile boolean closed;

    /**
     * What a door puts up with.
     *
     * @param strangers how many connections may be there that have not proved anything
     * @param handshakeMillis how long they may take to
     * @param silenceMillis how long a worker may be silent before it is given up
     */
    record Limits(int strangers, int handshakeMillis, long silenceMillis) {
        static final Limits USUAL =
                new Limits(MOST_STRANGERS, HANDSHAKE_MILLIS, Silence.LONGEST_MILLIS);
    }

    /**
     * Opens a door.
     *
     * @param listen the address to listen at; with port 0 any that is free
     * @throws WorkerException if that is not possible
     */
    public static RemoteDoor open(InetSocketAddress listen) {
        return open(listen, Limits.USUAL);
    }

    static RemoteDoor open(InetSocketAddress listen, Limits limits) {
        try {
            SelfSigned own = SelfSigned.make();
            ServerSocket server = new ServerSocket();
            try {
                server.bind(listen, BACKLOG);
                return new RemoteDoor(
                        limits, server, Tls.ofDoor(own), Tls.fingerprint(own.certificate()));
            } catch (IOException | GeneralSecurityException | RuntimeException e) {
                server.close();
                throw e;
            }
        } catch (IOException | GeneralSecurityException e) {
            throw new WorkerException(
                    "Can't listen for workers of other machines at "
                            + listen
                            + ": "
                            + e.getMessage()
                            + "; choose an address of this machine and a port that is free",
                    e);
        }
    }

    private RemoteDoor(Limits limits, ServerSocket server, SSLContext tls, String certificate) {
        this.limits = limits;
        this.server = server;
        this.tls = tls;
        this.certificate = certificate;
        this.accepting = daemon("workerkit-door", this::accept);
        this.watching = daemon("workerkit-door-watch", this::watch);
        accepting.start();
        watching.start();
    }

    static Thread daemon(String name, Runnable body) {
        Thread thread = new Thread(body, name);
        thread.setDaemon(true);
        return thread;
    }

    /** Where it listens, with the real port. */
    public InetSocketAddress address() {
        return (InetSocketAddress) server.getLocalSocketAddress();
    }

    /**
     * Makes a pass for an incarnation that is about to be spawned.
     *
     * @param attendance what it has on this machine; to be closed after the admission is
     * @param host the name or address by which the worker's machine knows this one
     * @throws WorkerException if the door is closed
     */
    public RemoteAdmission admit(Birth birth, Attendance attendance, String host) {
        return admit(Post.of(birth, attendance), host);
    }

    RemoteAdmission admit(Post post, String host) {
        Secret secret =
                new Secret(
                        host,
                        address().getPort(),
                        certificate,
                        Secret.draw(Secret.PASS_BYTES),
                        Secret.draw(Secret.COOKIE_BYTES));
        RemoteAdmission admission = new RemoteAdmission(this, secret, post);
        passes.put(secret.pass(), admission);
        if (closed) {
            admission.close();
            throw new WorkerException("No worker is let in: the runtime is closed");
        }
        return admission;
    }

    /** Its incarnation is over. */
    void forget(RemoteAdmission admission) {
        passes.remove(admission.pass());
    }

    private void accept() {
        while (!closed) {
            try {
                Socket socket = server.accept();
                enter(socket);
                daemon("workerkit-remote-worker", () -> greet(socket)).start();
            } catch (IOException | OutOfMemoryError e) {
                // Out of files or threads, as a rule; there will be others.
                LockSupport.parkNanos(closed ? 0 : ACCEPT_AGAIN_NANOS);
            }
        }
    }

    private void enter(Socket socket) {
        synchronized (strangers) {
            Iterator<Socket> oldest = strangers.keySet().iterator();
            while (strangers.size() >= limits.strangers()) {
                Connection.close(oldest.next());
                oldest.remove();
            }
            strangers.put(socket, System.nanoTime());
        }
    }

    /** Whether it was there: who was shown out meanwhile has no use for a pass. */
    private boolean leave(Socket socket) {
        synchronized (strangers) {
            return strangers.remove(socket) != null;
        }
    }

    /** On the stranger's thread, which becomes the worker's. */
    private void greet(Socket socket) {
        try (socket) {
            Connection.tune(socket, limits.handshakeMillis());
            SSLSocket secured = Tls.serve(tls, socket);
            RemoteAdmission admission =
                    new Greeting(secured.getInputStream(), secured.getOutputStream(), certificate)
                            .receive(
                                    passes::get,
                                    RemoteAdmission::cookie,
                                    found -> leave(socket) && found.use());
            admission.serve(new Connection(socket, secured, admission.longestFrame()));
        } catch (IOException | RuntimeException e) {
            LOG.log(
                    System.Logger.Level.DEBUG,
                    "Not let in from " + socket.getRemoteSocketAddress(),
                    e);
        } finally {
            leave(socket);
        }
    }

    private void watch() {
        Silence silence = new Silence(LOOK_EVERY_MILLIS, limits.silenceMillis());
        while (!closed) {
            LockSupport.parkNanos(LOOK_EVERY_MILLIS * 1_000_000);
            long now = System.nanoTime();
            synchronized (strangers) {
                strangers.forEach(
                        (socket, since) -> {
                            if (now - since > limits.handshakeMillis() * 1_000_000L) {
                                Connection.close(socket);
                            }
                        });
            }
            if (silence.canTell()) {
                passes.values().forEach(each -> each.endIfSilent(limits.silenceMillis()));
            }
        }
    }

    /** Ends all connections; nothing of it is left when this returns. */
    @Override
    public void close() {
        closed = true;
        try {
            server.close();
        } catch (IOException e) {
            // The kernel releases it all the same.
        }
        LockSupport.unpark(watching);
        List<Socket> left;
        synchronized (strangers) {
            left = new ArrayList<>(strangers.keySet());
        }
        left.forEach(Connection::close);
        List.copyOf(passes.values()).forEach(RemoteAdmission::close);
        Joining.join(accepting);
        Joining.join(watching);
    }
}
