package dev.workerkit.tck.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.workerkit.AdminCookie;
import dev.workerkit.SharedWorkerSpec;
import dev.workerkit.WorkerAddress;
import dev.workerkit.tck.Requirement;
import dev.workerkit.tck.fixture.SharedSquares;
import dev.workerkit.tck.wire.WireEnd;
import dev.workerkit.tck.wire.WireFrame;
import dev.workerkit.tck.wire.WireProof;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A client that was written from the specification alone. */
class WireTalks {

    private final WireExample example = WireExample.read();

    @RegisterExtension final SharedStage stage = new SharedStage();

    @Test
    @Requirement("WRK-WIRE-001")
    void theExampleIsRightAsItIsWritten() {
        assertThat(example.lines()).hasSizeGreaterThan(10);
        for (WireExample.Line line : example.lines()) {
            byte[] bytes = line.isFrame() ? line.frame().bytes() : WireEnd.PREFACE;
            assertThat(line.bytes()).as("%s", line).isEqualTo(bytes);
        }
        assertThat(framesWithProof()).hasSize(2).allSatisfy(this::assertProven);
    }

    private List<WireExample.Line> framesWithProof() {
        return example.lines().stream()
                .filter(line -> line.isFrame() && line.content().contains("\"proof\""))
                .toList();
    }

    private void assertProven(WireExample.Line line) {
        assertThat(line.frame().json().path("proof").asText())
                .as("%s", line)
                .isEqualTo(proof(line, example.proof()));
    }

    private String proof(WireExample.Line line, WireProof proof) {
        int id = line.frame().json().path("id").asInt();
        String type = WireMaster.name(line.frame().type());
        return line.byMaster()
                ? proof.ofMaster(type, id, example.cookie())
                : proof.ofWorker(type, id, example.cookie());
    }

    @Test
    @Requirement("WRK-WIRE-001")
    void theExampleIsHeldWithAWorker() {
        WorkerAddress address = squares();
        WireProof proof = example.proof();

        try (WireEnd end = WireEnd.to(address)) {
            for (WireExample.Line line : example.lines()) {
                if (line.byMaster()) {
                    String own = line.content().contains("\"proof\"") ? proof(line, proof) : "";
                    end.send(own.isEmpty() ? line.bytes() : withProof(line, own));
                } else if (!line.isFrame()) {
                    assertThat(end.preface()).isEqualTo(line.bytes());
                } else {
                    WireFrame frame = end.frame();
                    assertThat(frame.type()).as("%s", frame).isEqualTo(line.frame().type());
                    if (frame.type() == WireFrame.HELLO) {
                        proof =
                                new WireProof(
                                        frame.json().path("challenge").asText(), proof.nonce());
                    }
                    assertLike(line, frame, proof);
                }
            }
            assertThat(end.next()).as("what comes after stopped").isEmpty();
        }
        assertThat(WireEnd.listens(address)).isFalse();
    }

    private static byte[] withProof(WireExample.Line line, String proof) {
        JsonNode json = line.frame().json();
        String written = json.path("proof").asText();
        return WireFrame.of(line.frame().type(), line.content().replace(written, proof)).bytes();
    }

    /** The same, but for what differs with each worker and each connection. */
    private void assertLike(WireExample.Line line, WireFrame frame, WireProof proof) {
        switch (frame.type()) {
            case WireFrame.HELLO -> {
                JsonNode expected = line.frame().json();
                assertThat(fields(frame.json())).containsAll(fields(expected));
                assertThat(frame.json().path("challenge").asText()).matches("[0-9a-f]{64}");
                assertThat(frame.json().path("pid").isIntegralNumber()).isTrue();
                for (String field : List.of("role", "name", "codec", "maxFrameBytes")) {
                    assertThat(frame.json().path(field)).isEqualTo(expected.path(field));
                }
            }
            case WireFrame.STATUS -> {
                JsonNode expected = line.frame().json();
                assertThat(frame.json().path("id")).isEqualTo(expected.path("id"));
                assertThat(frame.json().path("status").path("text"))
                        .isEqualTo(expected.path("status").path("text"));
                assertThat(
                                WireMaster.counter(frame.json().path("status"), "connections")
                                        .path("value")
                                        .asDouble())
                        .isEqualTo(1);
            }
            case WireFrame.STOPPED ->
                    assertThat(frame.json().path("proof").asText()).isEqualTo(proof(line, proof));
            default -> assertThat(frame.text()).isEqualTo(line.content());
        }
    }

    private static Set<String> fields(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Test
    @Requirement("WRK-WIRE-001")
    void eachConnectionIsDrawnAnewAndKnowsTheWorker() {
        WorkerAddress address = squares();

        try (WireMaster one = WireMaster.to(address);
                WireMaster another = WireMaster.to(address)) {
            assertThat(one.proof().challenge()).isNotEqualTo(another.proof().challenge());
            assertThat(one.hello().path("id")).isEqualTo(another.hello().path("id"));
            assertThat(one.hello().path("role").asText()).isEqualTo("worker");
            assertThat(one.ask("12")).isEqualTo("144");
            assertThat(another.ask("-3")).isEqualTo("9");
        }
    }

    private WorkerAddress squares() {
        return stage.serve(
                SharedWorkerSpec.of(
                                stage.worker(SharedSquares.class)
                                        .withName(example.hello(false).path("name").asText()))
                        .withCookie(AdminCookie.of(example.cookie())));
    }
}
