package dev.workerkit.remote;

import dev.workerkit.Channel;
import dev.workerkit.ChannelSpec;
import dev.workerkit.Worker;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerRuntimes;
import dev.workerkit.WorkerSpec;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * How long a message of 100 bytes takes to a remote worker and back, beside a plain TLS echo on the
 * same machine and a local worker; to be run by hand.
 */
public final class RemoteFigures {

    private static final int WARM_UP = 5_000;
    private static final int ROUNDS = 10_000;
    private static final byte[] MESSAGE = new byte[100];

    private RemoteFigures() {}

    /** Prints the figures. */
    public static void main(String[] arguments) throws Exception {
        for (int round = 0; round < 2; round++) {
            plainTls();
            ofRuntime("local");
            ofRuntime(NearbyRuntimeProvider.NAME);
        }
    }

    private static void ofRuntime(String name) throws Exception {
        try (WorkerRuntime runtime = WorkerRuntimes.open(name)) {
            long[] starts = new long[5];
            for (int i = 0; i < starts.length; i++) {
                long start = System.nanoTime();
                Worker worker = runtime.start(WorkerSpec.of(ByteEcho.class));
                worker.ready().get(60, TimeUnit.SECONDS);
                starts[i] = System.nanoTime() - start;
                worker.kill().get(60, TimeUnit.SECONDS);
            }
            Arrays.sort(starts);
            Worker worker =
                    runtime.start(WorkerSpec.of(ByteEcho.class).withChannel(ChannelSpec.bytes()));
            Channel channel = worker.channel();
            measure(
                    name + " (ready after " + starts[starts.length / 2] / 1_000_000 + " ms)",
                    () -> {
                        channel.send(MESSAGE);
                        return channel.receive();
                    });
        }
    }

    private static void plainTls() throws Exception {
        SelfSigned own = SelfSigned.make();
        SSLContext door = Tls.ofDoor(own);
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread echoing = RemoteDoor.daemon("echo", () -> echo(door, server));
            echoing.start();
            try (Socket socket = new Socket()) {
                socket.connect(
                        new InetSocketAddress(server.getInetAddress(), server.getLocalPort()));
                socket.setTcpNoDelay(true);
                SSLSocket secured =
                        Tls.join(Tls.ofRelay(Tls.fingerprint(own.certificate())), socket);
                OutputStream out = secured.getOutputStream();
                DataInputStream in = new DataInputStream(secured.getInputStream());
                byte[] answer = new byte[MESSAGE.length];
                measure(
                        "plain TLS echo",
                        () -> {
                            out.write(MESSAGE);
                            in.readFully(answer);
                            return answer;
                        });
            }
        }
    }

    private static void echo(SSLContext tls, ServerSocket server) {
        try (Socket socket = server.accept()) {
            socket.setTcpNoDelay(true);
            SSLSocket secured = Tls.serve(tls, socket);
            DataInputStream in = new DataInputStream(secured.getInputStream());
            byte[] message = new byte[MESSAGE.length];
            while (true) {
                in.readFully(message);
                secured.getOutputStream().write(message);
            }
        } catch (IOException e) {
            // It has been measured.
        }
    }

    private static void measure(String what, Callable<Object> call) throws Exception {
        for (int i = 0; i < WARM_UP; i++) {
            call.call();
        }
        long[] nanos = new long[ROUNDS];
        for (int i = 0; i < ROUNDS; i++) {
            long start = System.nanoTime();
            call.call();
            nanos[i] = System.nanoTime() - start;
        }
        Arrays.sort(nanos);
        System.out.printf(
                "%-36s round trip p50 %7.1f us, p99 %7.1f us%n",
                what, nanos[ROUNDS / 2] / 1e3, nanos[ROUNDS * 99 / 100] / 1e3);
    }
}
