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
import java.time.Instant;
import java.util.Optional;

/**
 * The process of a shared worker that has what it needs.
 *
 * <p>It ends with 0 when it was told to stop, by a master, from inside or by SIGTERM, with 1 when
 * its handler threw something or did not stop within its grace, and with 2 when the launch can't be
 * meant.
 *
 * @param launch what it is to be
 * @param pid the process that masters are told
 * @param listening where they connect
 * @param tls what they are met with, at {@code tls://}
 */
record SharedProcess(SharedLaunch launch, long pid, Listening listening, Optional<SslContext> tls) {

    /** One that has all but its certificates. */
    static SharedProcess of(SharedLaunch launch, long pid, Listening listening) {
        return new SharedProcess(launch, pid, listening, tls(launch));
    }

    /** Runs a worker; never returns. */
    static void main(Arrival arrival, String... arguments) {
        MemoryEnd.prepare();
        int code;
        try {
            code = run(arrival, arguments);
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

    private static int run(Arrival arrival, String... arguments) throws Exception {
        SharedProcess process;
        try {
            process = arrival.of(arguments);
        } catch (WorkerException e) {
            System.err.println(e);
            return ExitCode.UNUSABLE;
        }
        process.tellStart();
        try {
            return process.serve();
        } finally {
            process.listening.deleteLock();
        }
    }

    /** Before all output of the handler's (WRK-SHARED-021). */
    private void tellStart() {
        byte[] line =
                StartLine.of(launch.id(), launch.name(), launch.className(), pid, Instant.now());
        System.err.write(line, 0, line.length);
        System.err.flush();
    }

    private int serve() throws Exception {
        WorkerClass handler;
        MessageCodec codec;
        try {
            launch.hooks().beforeLoading(launch.id(), launch.name(), launch.className());
            handler = handlerClass();
            launch.hooks().beforeConstruction(launch.id(), launch.name(), handler.type());
            codec = Codecs.of(launch.codec(), Thread.currentThread().getContextClassLoader());
        } catch (WorkerException | LinkageError e) {
            System.err.println(e);
            listening.close(null);
            return ExitCode.UNUSABLE;
        } catch (HookException e) {
            e.printStackTrace();
            listening.close(null);
            return ExitCode.FAILED;
        }
        Grace grace = new Grace(launch.stopGrace(), this::halt);
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
                new SharedServer(launch, pid, instance, codec, tls, listening, grace, rations);
        new ReceivedSignal("TERM", server::stop).awaitInstalled();
        return server.run();
    }

    private void halt() {
        System.err.println(
                "The worker has not stopped within " + launch.stopGrace() + ", and is ended");
        System.err.flush();
        Runtime.getRuntime().halt(ExitCode.FAILED);
    }

    private WorkerClass handlerClass() {
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
