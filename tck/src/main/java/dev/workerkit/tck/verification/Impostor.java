package dev.workerkit.tck.verification;

import com.fasterxml.jackson.databind.JsonNode;
import dev.workerkit.WorkerAddress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.util.Optional;

/** Poses as a worker, and speaks the wire protocol as well as one. */
final class Impostor implements AutoCloseable {

    /** What it puts into an answer to a request with this id. */
    @FunctionalInterface
    interface Forger {
        /** Further fields, or nothing. */
        String fields(WireProof proof, String type, int id);
    }

    private static final String CHALLENGE = "fedcba9876543210".repeat(4);

    private final WorkerAddress address;
    private final ServerSocketChannel server;
    private final Forger forger;

    private Impostor(WorkerAddress address, Forger forger) {
        this.address = address;
        this.forger = forger;
        try {
            server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            server.bind(WireEnd.socketAddress(address));
        } catch (IOException e) {
            throw new UncheckedIOException("Can't listen at " + address, e);
        }
        Crowd.meanwhile(this::accept);
    }

    /** Listens there. */
    static Impostor at(WorkerAddress address, Forger forger) {
        return new Impostor(address, forger);
    }

    /** Where it listens. */
    WorkerAddress address() {
        return address;
    }

    private boolean accept() throws IOException {
        while (true) {
            WireEnd end = WireEnd.of(server.accept());
            Crowd.meanwhile(() -> serve(end));
        }
    }

    private boolean serve(WireEnd end) {
        try (end) {
            end.send(WireEnd.PREFACE)
                    .send(
                            WireFrame.HELLO,
                            "{\"role\":\"worker\",\"name\":\"it\",\"id\":\"wrk-1\",\"pid\":1,"
                                    + "\"codec\":\"json\",\"challenge\":\""
                                    + CHALLENGE
                                    + "\"}");
            end.preface();
            String nonce = "";
            while (true) {
                Optional<WireFrame> frame = end.next();
                if (frame.isEmpty()) {
                    return true;
                }
                JsonNode json = frame.get().json();
                switch (frame.get().type()) {
                    case WireFrame.HELLO -> nonce = json.path("nonce").asText();
                    case WireFrame.QUERY ->
                            answer(end, WireFrame.STATUS, json, new WireProof(CHALLENGE, nonce));
                    case WireFrame.STOP ->
                            answer(end, WireFrame.STOPPED, json, new WireProof(CHALLENGE, nonce));
                    default -> end.send(WireFrame.BYE, "{\"reason\":\"closed\",\"text\":\"\"}");
                }
                if (frame.get().type() == WireFrame.STOP) {
                    return true;
                }
            }
        }
    }

    private void answer(WireEnd end, int type, JsonNode request, WireProof proof) {
        int id = request.path("id").asInt();
        String more = forger.fields(proof, WireMaster.name(type), id);
        String status =
                type == WireFrame.STATUS
                        ? ",\"status\":{\"text\":\"all is well\",\"counters\":[]}"
                        : "";
        end.send(type, "{\"id\":" + id + status + more + "}");
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
