package dev.workerkit.server;

import dev.workerkit.AdminCookie;
import dev.workerkit.WireLimits;
import dev.workerkit.WorkerAddress;
import dev.workerkit.WorkerId;
import dev.workerkit.channel.Codecs;
import dev.workerkit.host.Hooks;
import dev.workerkit.wire.Transport;
import dev.workerkit.worker.SharedWorkerHandler;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A server in this process. */
final class Serving implements AutoCloseable {

    static final String COOKIE = "correct horse battery staple";

    final SharedServer server;
    final SocketAddress address;
    final CompletableFuture<Integer> exitCode = new CompletableFuture<>();
    volatile boolean halted;

    private Serving(
            ServerSocketChannel socket,
            WorkerAddress where,
            SharedWorkerHandler handler,
            String codec,
            WireLimits limits,
            Optional<AdminCookie> cookie,
            Duration grace,
            Rations rations)
            throws IOException {
        address = socket.getLocalAddress();
        SharedLaunch launch =
                new SharedLaunch(
                        new WorkerId("wrk-7"),
                        "squares",
                        where,
                        handler.getClass().getName(),
                        List.of(),
                        codec,
                        limits,
                        cookie,
                        Optional.empty(),
                        grace,
                        Transport.NIO,
                        Hooks.NONE);
        server =
                new SharedServer(
                        launch,
                        ProcessHandle.current().pid(),
                        handler,
                        Codecs.of(codec, Serving.class.getClassLoader()),
                        Optional.empty(),
                        Listening.at(where, socket),
                        new Grace(grace, () -> halted = true),
                        rations);
        Thread thread =
                new Thread(
                        () -> {
                            try {
                                exitCode.complete(server.run());
                            } catch (InterruptedException | RuntimeException e) {
                                exitCode.completeExceptionally(e);
                            }
                        });
        thread.setDaemon(true);
        thread.start();
    }

    static Serving unix(Path folder, SharedWorkerHandler handler, WireLimits limits)
            throws IOException {
        return unix(folder, handler, limits, "json", Optional.of(AdminCookie.of(COOKIE)));
    }

    static Serving unix(
            Path folder,
            SharedWorkerHandler handler,
            WireLimits limits,
            String codec,
            Optional<AdminCookie> cookie)
            throws IOException {
        Path path = folder.resolve("worker");
        ServerSocketChannel socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        socket.bind(UnixDomainSocketAddress.of(path), 1024);
        return new Serving(
                socket,
                new WorkerAddress.Unix(path),
                handler,
                codec,
                limits,
                cookie,
                Duration.ofSeconds(10),
                Rations.of(limits));
    }

    static Serving tcp(SharedWorkerHandler handler, WireLimits limits) throws IOException {
        return tcp(handler, limits, Rations.of(limits));
    }

    static Serving tcp(SharedWorkerHandler handler, WireLimits limits, Rations rations)
            throws IOException {
        ServerSocketChannel socket = ServerSocketChannel.open();
        socket.bind(new InetSocketAddress("127.0.0.1", 0));
        int port = ((InetSocketAddress) socket.getLocalAddress()).getPort();
        return new Serving(
                socket,
                new WorkerAddress.Tcp("127.0.0.1", port),
                handler,
                "json",
                limits,
                Optional.of(AdminCookie.of(COOKIE)),
                Duration.ofSeconds(10),
                rations);
    }

    int awaitExitCode() throws InterruptedException, ExecutionException, TimeoutException {
        return exitCode.get(10, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        server.stop();
        exitCode.orTimeout(10, TimeUnit.SECONDS).join();
        server.close();
    }
}
