package dev.workerkit.server;

import dev.workerkit.AdminCookie;
import dev.workerkit.SocketContext;
import dev.workerkit.WireLimits;
import dev.workerkit.WorkerAddress;
import dev.workerkit.WorkerException;
import dev.workerkit.WorkerId;
import dev.workerkit.host.Hooks;
import dev.workerkit.host.LaunchValues;
import dev.workerkit.wire.Transport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a shared worker is to be, as the master that starts it writes it and the worker's process
 * takes it. The first argument of {@link SharedWorkerHost} names the file.
 *
 * @param id who it is
 * @param name the name it was given
 * @param address where it listens
 * @param className the binary name of its handler's class
 * @param arguments of its constructor: strings, numbers, booleans, and lists of them
 * @param codec what its messages are
 * @param limits what it bears
 * @param cookie what allows to stop it
 * @param socketContext its certificates, for {@code tls://}
 * @param stopGrace how long it may take to stop
 * @param transport what its event loop is made of
 * @param hooks what is run before it is
 */
public record SharedLaunch(
        WorkerId id,
        String name,
        WorkerAddress address,
        String className,
        List<Object> arguments,
        String codec,
        WireLimits limits,
        Optional<AdminCookie> cookie,
        Optional<SocketContext> socketContext,
        Duration stopGrace,
        Transport transport,
        Hooks hooks) {

    private static final String MARK = "workerkit-shared-launch-1";
    private static final int VALUES = 13;

    /** Makes the list immutable. */
    public SharedLaunch {
        arguments = List.copyOf(arguments);
    }

    /** The same with certificates elsewhere. */
    public SharedLaunch withSocketContext(Optional<SocketContext> context) {
        return new SharedLaunch(
                id, name, address, className, arguments, codec, limits, cookie, context, stopGrace,
                transport, hooks);
    }

    /** Whether masters may be beyond the machine's own sockets. */
    boolean isRemote() {
        return !(address instanceof WorkerAddress.Unix);
    }

    /**
     * Writes it, with the secret itself, so that only this user can read it. An existing file is
     * replaced.
     *
     * @throws WorkerException if that fails
     * @throws dev.workerkit.SpecException if there is a cookie without a secret
     */
    public void write(Path file) {
        try {
            LaunchValues.writeFile(
                    file,
                    List.of(
                            MARK,
                            id.value(),
                            name,
                            address.toString(),
                            className,
                            arguments,
                            codec,
                            values(limits),
                            cookie.map(each -> new String(each.secret(), StandardCharsets.UTF_8))
                                    .orElse(""),
                            socketContext.map(SharedLaunch::values).orElse(List.of()),
                            stopGrace.toString(),
                            transport.name(),
                            hooks.values()));
        } catch (IOException | IllegalArgumentException e) {
            throw new WorkerException(
                    "Can't write the launch of worker '" + name + "' to " + file + ": " + e, e);
        }
    }

    private static List<Object> values(WireLimits limits) {
        return List.of(
                limits.maxFrameBytes(),
                limits.handshakeTimeout().toString(),
                limits.maxConnections(),
                limits.maxUnreadBytes(),
                limits.stallTimeout().toString());
    }

    private static List<Object> values(SocketContext context) {
        return List.of(
                context.certificateChain().map(Path::toString).orElse(""),
                context.privateKey().map(Path::toString).orElse(""),
                context.trusted().map(Path::toString).orElse(""),
                context.clientCertificates(),
                context.checkHostName());
    }

    /**
     * Reads it and deletes the file, which holds a secret.
     *
     * @throws WorkerException if it can't be read, or is no such file
     */
    public static SharedLaunch take(Path file) {
        try {
            List<?> values = LaunchValues.readFile(file, MARK, VALUES);
            Files.delete(file);
            return of(values);
        } catch (IOException | RuntimeException e) {
            throw e instanceof WorkerException known
                    ? known
                    : new WorkerException("Can't read the launch file " + file + ": " + e, e);
        }
    }

    @SuppressWarnings("unchecked")
    private static SharedLaunch of(List<?> values) {
        String secret = (String) values.get(8);
        List<?> certificates = (List<?>) values.get(9);
        return new SharedLaunch(
                new WorkerId((String) values.get(1)),
                (String) values.get(2),
                WorkerAddress.parse((String) values.get(3)),
                (String) values.get(4),
                (List<Object>) values.get(5),
                (String) values.get(6),
                limits((List<?>) values.get(7)),
                secret.isEmpty() ? Optional.empty() : Optional.of(AdminCookie.of(secret)),
                certificates.isEmpty() ? Optional.empty() : Optional.of(context(certificates)),
                Duration.parse((String) values.get(10)),
                Transport.valueOf((String) values.get(11)),
                Hooks.of((List<?>) values.get(12)));
    }

    private static WireLimits limits(List<?> values) {
        return new WireLimits(
                ((Long) values.get(0)).intValue(),
                Duration.parse((String) values.get(1)),
                ((Long) values.get(2)).intValue(),
                ((Long) values.get(3)).intValue(),
                Duration.parse((String) values.get(4)));
    }

    private static SocketContext context(List<?> values) {
        return new SocketContext(
                path(values.get(0)),
                path(values.get(1)),
                path(values.get(2)),
                (Boolean) values.get(3),
                (Boolean) values.get(4));
    }

    private static Optional<Path> path(Object value) {
        String text = (String) value;
        return text.isEmpty() ? Optional.empty() : Optional.of(Path.of(text));
    }
}
