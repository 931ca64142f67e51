package dev.workerkit.server;

import dev.workerkit.MessageCodec;
import dev.workerkit.SocketContext;
import dev.workerkit.SpecException;
import dev.workerkit.WorkerAddress;
import dev.workerkit.WorkerException;
import dev.workerkit.channel.Codecs;
import dev.workerkit.host.ExitCode;
import dev.workerkit.host.HookException;
import dev.workerkit.host.MemoryEnd;
import dev.workerkit.host.ReceivedSignal;
import dev.workerkit.host.WorkerClass;
import dev.workerkit.log.StartLine;
import dev.workerkit.wire.TlsContexts;
import dev.workerkit.worker.SharedWorkerHandler;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * The main class of the process of a shared worker.
 *
 * <p>The first argument names the file of its {@link SharedLaunch}; further ones mean nothing, and
 * are for those who list processes. The socket that listens at its address is its standard input.
 * At a Unix socket, file descriptor 3 holds the lock of the address. The worker removes both files
 * when it ends.
 *
 * <p>The process ends with 0 when it was told to stop, by a master, from inside or by SIGTERM, with
 * 1 when its handler threw something or did not stop within its grace, and with 2 when the launch
 * can't be meant.
 */
public final class SharedWorkerHost {

    private SharedWorkerHost() {}

    /** Runs the worker; never returns. */
    public static void main(String[] arguments) {
        MemoryEnd.prepare();
        int code;
        try {
            code = run(arguments);
        } catch (OutOfMemoryError e) {
            MemoryEnd.halt();
            return;
        } catch (Throwable e) {
            e.printStackTrace();
            code = ExitCode.FAILED;
        }
        System.out.flush();
        System.err.flush();
        System.exit(code);
    }

    private static int run(String[] arguments) throws Exception {
        SharedLaunch launch;
        Listening listening;
        try {
            launch = launch(arguments);
            listening = new Listening(inherited(), launch.address());
        } catch (WorkerException e) {
            System.err.println(e);
            return ExitCode.UNUSABLE;
        }
        tellStart(launch);
        try {
            return serve(launch, listening);
        } finally {
            listening.deleteLock();
        }
    }

    /** Before all output of the handler's (WRK-SHARED-021). */
    private static void tellStart(SharedLaunch launch) {
        long pid = ProcessHandle.current().pid();
        byte[] line =
                StartLine.of(launch.id(), launch.name(), launch.className(), pid, Instant.now());
        System.err.write(line, 0, line.length);
        System.err.flush();
    }

    private static int serve(SharedLaunch launch, Listening listening) throws Exception {
        WorkerClass handler;
        MessageCodec codec;
        Optional<SslContext> tls;
        try {
            launch.hooks().beforeLoading(launch.id(), launch.name(), launch.className());
            handler = handlerClass(launch);
            launch.hooks().beforeConstruction(launch.id(), launch.name(), handler.type());
            codec = Codecs.of(launch.codec(), Thread.currentThread().getContextClassLoader());
            tls = tls(launch);
        } catch (WorkerException | LinkageError e) {
            System.err.println(e);
            listening.close(null);
            return ExitCode.UNUSABLE;
        } catch (HookException e) {
            e.printStackTrace();
            listening.close(null);
            return ExitCode.FAILED;
        }
        Grace grace = new Grace(launch.stopGrace(), () -> halt(launch));
        SharedWorkerHandler instance;
        try {
            instance = (SharedWorkerHandler) handler.newInstance();
            launch.hooks().beforeRunning(launch.id(), launch.name(), instance);
        } catch (Exception | Error e) {
            e.printStackTrace();
            listening.close(null);
            return ExitCode.FAILED;
        }
        Rations rations = Rations.of(launch.limits());
        SharedServer server =
                new SharedServer(launch, instance, codec, tls, listening, grace, rations);
        new ReceivedSignal("TERM", server::stop).awaitInstalled();
        return server.run();
    }

    private static void halt(SharedLaunch launch) {
        System.err.println(
                "The worker has not stopped within " + launch.stopGrace() + ", and is ended");
        System.err.flush();
        Runtime.getRuntime().halt(ExitCode.FAILED);
    }

    private static SharedLaunch launch(String[] arguments) {
        if (arguments.length == 0) {
            throw new WorkerException(
                    "This is the inside of a shared worker's process; connect to shared workers"
                            + " through a WorkerRuntime, which starts them");
        }
        return SharedLaunch.take(Path.of(arguments[0]));
    }

    private static ServerSocketChannel inherited() {
        try {
            if (System.inheritedChannel() instanceof ServerSocketChannel channel) {
                return channel;
            }
        } catch (IOException e) {
            throw new WorkerException("The socket at standard input can't be used: " + e, e);
        }
        throw new WorkerException("There is no socket at standard input that listens");
    }

    private static WorkerClass handlerClass(SharedLaunch launch) {
        try {
            ClassLoader loader = Thread.currentThread().getContextClassLoader();
            WorkerClass found =
                    WorkerClass.of(
                            Class.forName(launch.className(), false, loader), launch.arguments());
            if (!found.isSharedHandler()) {
                throw new SpecException(
                        "launch.className",
                        launch.className() + " is no SharedWorkerHandler",
                        "let it implement SharedWorkerHandler");
            }
            return found;
        } catch (ClassNotFoundException e) {
            throw new SpecException(
                    "launch.className",
                    launch.className() + " is not on the class path of the worker",
                    "give the worker a class path that holds it");
        }
    }

    private static Optional<SslContext> tls(SharedLaunch launch) {
        return launch.address() instanceof WorkerAddress.Tls
                ? Optional.of(
                        TlsContexts.ofWorker(
                                launch.socketContext().orElseGet(SocketContext::defaults)))
                : Optional.empty();
    }
}
