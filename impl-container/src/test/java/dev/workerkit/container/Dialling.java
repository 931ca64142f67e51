package dev.workerkit.container;

import dev.workerkit.worker.EventedWorker;
import dev.workerkit.worker.WorkerContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * Serves its id at the ports that it is told, and connects to the {@code HOST:PORT} that it is sent:
 * it answers with what it reads there, or with the name of the error.
 */
public final class Dialling implements EventedWorker {

    private static final int PATIENCE_MILLIS = 2000;

    private final String ports;

    /** Serves at these ports, with commas between them. */
    public Dialling(String ports) {
        this.ports = ports;
    }

    @Override
    public void initialize(WorkerContext context) throws IOException {
        for (String port : ports.isEmpty() ? new String[0] : ports.split(",")) {
            ServerSocket server = new ServerSocket(Integer.parseInt(port), 50, any());
            Thread thread = new Thread(() -> serve(server, context.id().value()));
            thread.setDaemon(true);
            thread.start();
        }
    }

    private static InetAddress any() throws IOException {
        return InetAddress.getByName("0.0.0.0");
    }

    private static void serve(ServerSocket server, String name) {
        while (true) {
            try (Socket caller = server.accept();
                    OutputStream out = caller.getOutputStream()) {
                out.write(name.getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                return;
            }
        }
    }

    @Override
    public void onMessage(Object message, WorkerContext context) {
        String[] place = message.toString().split(":");
        context.channel().send(answer(place[0], Integer.parseInt(place[1])));
    }

    private static String answer(String host, int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            InputStream in = socket.getInputStream();
            return new String(in.readAllBytes(), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            return e.getClass().getSimpleName();
        }
    }
}
