package dev.workerkit.tck.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.workerkit.WorkerAddress;
import dev.workerkit.tck.wire.WireEnd;
import dev.workerkit.tck.wire.WireFrame;
import dev.workerkit.tck.wire.WireProof;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A master that speaks the wire protocol by hand, apart from any implementation. Messages are JSON.
 * Used by one thread.
 */
final class WireMaster implements AutoCloseable {

    private static final String NONCE = "0123456789abcdef".repeat(4);

    private final WireEnd end;
    private final JsonNode hello;
    private int lastId;

    private WireMaster(WireEnd end, String greeting) {
        this.end = end;
        end.send(WireEnd.PREFACE).send(WireFrame.HELLO, greeting);
        assertThat(end.preface()).as("the worker's preface").isEqualTo(WireEnd.PREFACE);
        hello = expect(WireFrame.HELLO).json();
    }

    /** Connects, and introduces itself and the worker to each other. */
    static WireMaster to(WorkerAddress address) {
        return to(address, greeting("nonce", NONCE));
    }

    /** The same with this hello. */
    static WireMaster to(WorkerAddress address, String greeting) {
        return new WireMaster(WireEnd.to(address), greeting);
    }

    /** A master's hello with one more field. */
    static String greeting(String field, String value) {
        return "{\"role\":\"master\",\"" + field + "\":\"" + value + "\"}";
    }

    /** The bytes that it speaks with. */
    WireEnd end() {
        return end;
    }

    /** The worker's. */
    JsonNode hello() {
        return hello;
    }

    long pid() {
        return hello.path("pid").asLong();
    }

    /** What proves a cookie on this connection. */
    WireProof proof() {
        return new WireProof(hello.path("challenge").asText(), NONCE);
    }

    /** Sends a message. */
    WireMaster say(String json) {
        end.send(WireFrame.DATA, json);
        return this;
    }

    /** The next message. */
    String hear() {
        return expect(WireFrame.DATA).text();
    }

    /** Sends a message and waits for its answer. */
    String ask(String json) {
        return say(json).hear();
    }

    /** The next frame, which must be of this type. */
    WireFrame expect(int type) {
        Optional<WireFrame> frame = end.next();
        assertThat(frame)
                .as("a frame of type %s", type)
                .hasValueSatisfying(
                        found -> assertThat(found.type()).as("%s", found).isEqualTo(type));
        return frame.orElseThrow();
    }

    /** Sends a request without a proof, and returns its id. */
    int request(int type) {
        lastId++;
        end.send(type, "{\"id\":" + lastId + "}");
        return lastId;
    }

    /** Sends a request with a proof of this cookie, and returns its id. */
    int request(int type, String cookie) {
        return requestProving(type, proof().ofMaster(name(type), lastId + 1, cookie));
    }

    /** Sends a request with this proof, and returns its id. */
    int requestProving(int type, String proof) {
        lastId++;
        end.send(type, "{\"id\":" + lastId + ",\"proof\":\"" + proof + "\"}");
        return lastId;
    }

    static String name(int type) {
        return switch (type) {
            case WireFrame.QUERY -> "query";
            case WireFrame.STATUS -> "status";
            case WireFrame.STOP -> "stop";
            case WireFrame.STOPPED -> "stopped";
            default -> throw new IllegalArgumentException("No proof is for " + type);
        };
    }

    /** The answer to a request, which must be of this type. */
    JsonNode answer(int type, int id) {
        JsonNode answer = expect(type).json();
        assertThat(answer.path("id").asInt()).as("the id of %s", answer).isEqualTo(id);
        return answer;
    }

    /** The answer to a request with a proof, which must be of this type and have a proof too. */
    JsonNode provenAnswer(int type, int id, String cookie) {
        JsonNode answer = answer(type, id);
        assertThat(answer.path("proof").asText())
                .as("the proof of %s", answer)
                .isEqualTo(proof().ofWorker(name(type), id, cookie));
        return answer;
    }

    /** How the worker is. */
    JsonNode status() {
        return answer(WireFrame.STATUS, request(WireFrame.QUERY)).path("status");
    }

    /** The value of a counter that the worker reports. */
    double counter(String name) {
        return counter(status(), name).path("value").asDouble();
    }

    /** A counter of a status. */
    static JsonNode counter(JsonNode status, String name) {
        for (JsonNode counter : status.path("counters")) {
            if (counter.path("name").asText().equals(name)) {
                return counter;
            }
        }
        throw new AssertionError("There is no counter '" + name + "' in " + status);
    }

    /** Refused for its cookie. */
    void expectRefusal(int id) {
        JsonNode refusal = answer(WireFrame.REFUSED, id);
        assertThat(refusal.path("reason").asText()).as("%s", refusal).isEqualTo("cookie");
        assertThat(refusal.path("text").asText()).as("%s", refusal).isNotBlank();
    }

    /** Says goodbye. */
    WireMaster bye() {
        end.send(WireFrame.BYE, "{\"reason\":\"closed\",\"text\":\"done\"}");
        return this;
    }

    /** The worker's goodbye for this reason, and then the end. */
    JsonNode expectBye(String reason) {
        return expectBye(end, reason);
    }

    /** The worker's goodbye for this reason, and then the end. */
    private static JsonNode expectBye(WireEnd end, String reason) {
        return assertBye(end.next(), end, reason);
    }

    private static JsonNode assertBye(Optional<WireFrame> bye, WireEnd end, String reason) {
        assertThat(bye)
                .as("a bye for '%s'", reason)
                .hasValueSatisfying(
                        frame -> {
                            assertThat(frame.type()).as("%s", frame).isEqualTo(WireFrame.BYE);
                            assertThat(frame.json().path("reason").asText())
                                    .as("%s", frame)
                                    .isEqualTo(reason);
                        });
        assertThat(end.next()).as("what comes after a bye").isEmpty();
        return bye.orElseThrow().json();
    }

    /**
     * Says these bytes, and waits for the worker's goodbye for this reason. It does not wait for a
     * master's hello to say its own.
     */
    static JsonNode sentAway(WorkerAddress address, String reason, byte[]... parts) {
        try (WireEnd end = WireEnd.to(address)) {
            for (byte[] part : parts) {
                end.send(part);
            }
            assertThat(end.preface()).as("the worker's preface").isEqualTo(WireEnd.PREFACE);
            Optional<WireFrame> first = end.next();
            boolean hello = first.filter(frame -> frame.type() == WireFrame.HELLO).isPresent();
            return assertBye(hello ? end.next() : first, end, reason);
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        end.close();
    }
}
