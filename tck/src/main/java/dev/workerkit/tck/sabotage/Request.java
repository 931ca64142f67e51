package dev.workerkit.tck.sabotage;

import dev.workerkit.AdminCookie;
import dev.workerkit.tck.wire.Line;
import dev.workerkit.tck.wire.Meddler;
import dev.workerkit.tck.wire.WireFrame;
import dev.workerkit.tck.wire.WireProof;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/**
 * A query or a stop on its way to a shared worker.
 *
 * @param frame as the master sent it
 * @param line on which it came
 * @param cookie of the worker
 */
record Request(WireFrame frame, Line line, String cookie) {

    /** Of a worker that was asked to have none. */
    static final AdminCookie BACK_DOOR = AdminCookie.of("the cookie of those who have none");

    /** Does something else with each request than to pass it on. */
    static Deed judging(Consumer<Request> judge) {
        return Interposed.meddlingAsAsked(
                spec -> {
                    byte[] secret = spec.cookie().orElse(BACK_DOOR).secret();
                    String cookie = new String(secret, StandardCharsets.UTF_8);
                    return () -> meddler(judge, cookie);
                });
    }

    private static Meddler meddler(Consumer<Request> judge, String cookie) {
        return new Meddler() {
            @Override
            public void fromMaster(WireFrame frame, Line line) {
                if (frame.type() == WireFrame.QUERY || frame.type() == WireFrame.STOP) {
                    judge.accept(new Request(frame, line, cookie));
                } else {
                    line.tellWorker(frame);
                }
            }
        };
    }

    boolean isStop() {
        return frame.type() == WireFrame.STOP;
    }

    boolean hasProof() {
        return frame.json().has("proof");
    }

    /** Whether it has the proof that a request of this type would have. */
    boolean proves(String type) {
        return frame.json().path("proof").asText().equals(ofMaster(type));
    }

    /** Whether the worker would refuse it. */
    boolean isWrong() {
        return isStop() ? !proves("stop") : hasProof() && !proves("query");
    }

    private String ofMaster(String type) {
        return line.proof().ofMaster(type, id(), cookie);
    }

    private int id() {
        return frame.json().path("id").asInt();
    }

    void pass() {
        line.tellWorker(frame);
    }

    /** With the proof that it should have had. */
    void passProven() {
        String proof = ofMaster(isStop() ? "stop" : "query");
        line.tellWorker(frame.changed(fields -> fields.put("proof", proof)));
    }

    void refuse() {
        line.tellMaster(
                WireFrame.of(
                        WireFrame.REFUSED,
                        "{\"id\":" + id() + ",\"reason\":\"cookie\",\"text\":\"no\"}"));
    }

    /** Tells the master that the worker has stopped. */
    void tellStopped() {
        WireProof proof = line.proof();
        line.tellMaster(
                WireFrame.of(
                        WireFrame.STOPPED,
                        "{\"id\":%d,\"proof\":\"%s\"}"
                                .formatted(id(), proof.ofWorker("stopped", id(), cookie))));
    }
}
