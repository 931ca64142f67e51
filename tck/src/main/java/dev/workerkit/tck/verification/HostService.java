package dev.workerkit.tck.verification;

import dev.workerkit.Worker;
import dev.workerkit.tck.fixture.Netizen;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A service of the master's machine, at all its addresses. */
record HostService(ServerSocket server, String word) implements AutoCloseable {

    static HostService open() {
        try {
            HostService service = new HostService(new ServerSocket(0), "the machine");
            Thread thread = new Thread(service::serve, "tck-host-service");
            thread.setDaemon(true);
            thread.start();
            return service;
        } catch (IOException e) {
            throw new UncheckedIOException("Can't serve", e);
        }
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                client.getOutputStream().write(word.getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // The client has gone, or the verification is over.
            }
        }
    }

    int port() {
        return server.getLocalPort();
    }

    /** The addresses of this machine at which a worker hears the word, or has reason to expect it. */
    List<String> heardBy(Worker worker) {
        List<String> places = new ArrayList<>(List.of("127.0.0.1", "host.docker.internal"));
        Netizen.addresses().stream().filter(HostService::isIpv4).forEach(places::add);
        // Where a worker has a network, its gateway is this machine as a rule.
        Netizen.addresses(worker).stream()
                .filter(HostService::isIpv4)
                .map(address -> address.substring(0, address.lastIndexOf('.')) + ".1")
                .forEach(places::add);
        return places.stream()
                .distinct()
                .filter(place -> Netizen.ask(worker, place, port()).equals(word))
                .toList();
    }

    private static boolean isIpv4(String address) {
        return !address.contains(":");
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Can't close the service", e);
        }
    }
}
