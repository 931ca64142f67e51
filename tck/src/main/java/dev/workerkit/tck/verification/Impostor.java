package dev.workerkit.tck.verification;

import com.fasterxml.jackson.databind.JsonNode;
import dev.workerkit.tck.wire.WireEnd;
import dev.workerkit.tck.wire.WireFrame;
import dev.workerkit.tck.wire.WireProof;
import java.util.Optional;

/** Poses as a worker, and speaks the wire protocol as well as one, but for its proofs. */
record Impostor(Forger forger) implements ScriptedWorker.Part {

    /** What it puts into an answer to a request with this id. */
    @FunctionalInterface
    interface Forger {
        /** Further fields, or nothing. */
        String fields(WireProof proof, String type, int id);
    }

    @Override
    public void play(WireEnd end) {
        end.send(WireEnd.PREFACE).send(WireFrame.HELLO, ScriptedWorker.HELLO);
        end.preface();
        JsonNode hello = end.frame().json();
        WireProof proof = new WireProof(ScriptedWorker.CHALLENGE, hello.path("nonce").asText());
        for (Optional<WireFrame> frame = end.next(); frame.isPresent(); frame = end.next()) {
            if (frame.get().type() != WireFrame.QUERY) {
                return;
            }
            int id = frame.get().json().path("id").asInt();
            end.send(
                    WireFrame.STATUS,
                    "{\"id\":"
                            + id
                            + ",\"status\":{\"text\":\"all is well\",\"counters\":[]}"
                            + forger.fields(proof, "status", id)
                            + "}");
        }
    }
}
