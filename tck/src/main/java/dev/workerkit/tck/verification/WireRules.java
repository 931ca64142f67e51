package dev.workerkit.tck.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.workerkit.ChannelSpec;
import dev.workerkit.SharedWorkerSpec;
import dev.workerkit.WireLimits;
import dev.workerkit.WorkerAddress;
import dev.workerkit.tck.Requirement;
import dev.workerkit.tck.fixture.SharedEcho;
import dev.workerkit.tck.wire.WireEnd;
import dev.workerkit.tck.wire.WireFrame;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The rules of the wire protocol, which a worker holds its masters to. */
class WireRules {

    private static final String HELLO = "{\"role\":\"master\"}";

    @RegisterExtension final SharedStage stage = new SharedStage();

    @Test
    @Requirement("WRK-WIRE-002")
    void anotherMagicIsShownTheDoor() {
        WorkerAddress address = stage.serve(SharedEcho.class);

        for (String stranger :
                List.of("GET / HTTP/1.1\r\n\r\n", "SSH-2.0-OpenSSH\r\n", "WRKs\1\0\0\0")) {
            WireMaster.sentAway(address, "protocol", WireMaster.bytes(stranger));
        }
        assertServes(address);
    }

    @Test
    @Requirement("WRK-WIRE-003")
    void anotherMajorVersionIsToldSo() {
        WorkerAddress address = stage.serve(SharedEcho.class);

        for (int major : new int[] {0, 2, 255}) {
            JsonNode bye = WireMaster.sentAway(address, "version", preface(major, 0));
            assertThat(bye.path("text").asText()).contains(Integer.toString(major));
        }
        assertServes(address);
    }

    @Test
    @Requirement({"WRK-WIRE-003", "WRK-WIRE-004"})
    void aNewerMinorVersionIsServedAndItsNewFramesAreSkipped() {
        WorkerAddress address = stage.serve(SharedEcho.class);

        try (WireEnd end = WireEnd.to(address)) {
            end.send(preface(1, 7))
                    .send(WireFrame.HELLO, HELLO.replace("}", ",\"new\":[{\"deep\":true}]}"))
                    .send(11, "whatever it is")
                    .send(new WireFrame(255, new byte[1 << 20]))
                    .send(WireFrame.DATA, "1");
            assertThat(end.preface()).isEqualTo(WireEnd.PREFACE);
            assertThat(end.frame().type()).isEqualTo(WireFrame.HELLO);
            assertThat(end.frame().text()).isEqualTo("1");
        }
    }

    @Test
    @Requirement("WRK-WIRE-004")
    void anUnknownFrameOfTheSameMinorVersionBreaksTheProtocol() {
        WorkerAddress address = stage.serve(SharedEcho.class);

        for (int type : new int[] {0, 11, 128, 255}) {
            JsonNode bye = afterHello(address, "protocol", WireFrame.of(type, "").bytes());
            assertThat(bye.path("text").asText()).contains(Integer.toString(type));
        }
        // Nor is there anything new below the newest known type.
        WireMaster.sentAway(
                address,
                "protocol",
                preface(1, 1),
                WireFrame.of(WireFrame.HELLO, HELLO).bytes(),
                WireFrame.of(0, "").bytes());
        assertServes(address);
    }

    @Test
    @Requirement("WRK-WIRE-005")
    void aLengthBeyondTheLimitIsNotRead() {
        int limit = 4096;
        WorkerAddress address =
                stage.serve(limited(WireLimits.defaults().withMaxFrameBytes(limit)));

        try (WireMaster master = WireMaster.to(address)) {
            assertThat(master.hello().path("maxFrameBytes").asInt()).isEqualTo(limit);
            String longest = "\"" + "x".repeat(limit - 3) + "\"";
            assertThat(master.ask(longest)).isEqualTo(longest);
        }
        for (int length :
                new int[] {limit + 1, 1 << 24, Integer.MAX_VALUE, -1, Integer.MIN_VALUE}) {
            // The frame itself never comes: its length alone says that it is too much.
            JsonNode bye =
                    afterHello(address, "protocol", WireFrame.headed(length, WireFrame.DATA));
            assertThat(bye.path("text").asText()).contains(Integer.toUnsignedString(length));
        }
        afterHello(address, "protocol", new byte[Integer.BYTES]);
        WireMaster.sentAway(
                address, "protocol", WireEnd.PREFACE, WireFrame.headed(1 << 20, WireFrame.HELLO));
        assertServes(address);
    }

    @Test
    @Requirement("WRK-WIRE-006")
    void contentThatIsNotOfItsFrameBreaksTheProtocol() {
        WorkerAddress address = stage.serve(SharedEcho.class);

        for (String hello : BrokenContents.HELLOS) {
            WireMaster.sentAway(
                    address,
                    "protocol",
                    WireEnd.PREFACE,
                    WireFrame.of(WireFrame.HELLO, hello).bytes());
        }
        for (WireFrame frame : BrokenContents.FRAMES) {
            afterHello(address, "protocol", frame.bytes());
        }
        assertServes(address);
    }

    @Test
    @Requirement("WRK-WIRE-006")
    void aFrameOutOfPlaceBreaksTheProtocol() {
        WorkerAddress address = stage.serve(SharedEcho.class);

        for (WireFrame frame : BrokenContents.OUT_OF_PLACE) {
            afterHello(address, "protocol", frame.bytes());
        }
        for (WireFrame frame : BrokenContents.BEFORE_HELLO) {
            WireMaster.sentAway(address, "protocol", WireEnd.PREFACE, frame.bytes());
        }
        WireFrame query = WireFrame.of(WireFrame.QUERY, "{\"id\":7}");
        try (WireMaster master = WireMaster.to(address)) {
            master.end().send(query);
            master.expect(WireFrame.STATUS);
            master.end().send(query);
            master.expectBye("protocol");
        }
        assertServes(address);
    }

    @Test
    @Requirement("WRK-WIRE-006")
    void aMessageThatIsNotOfTheCodecBreaksTheProtocol() {
        WorkerAddress json = stage.serve(SharedEcho.class);
        WorkerAddress strings = stage.serve(stage.spec(ChannelSpec.strings(), SharedEcho.class));
        byte[] noUtf8 = new WireFrame(WireFrame.DATA, new byte[] {'"', (byte) 0xff, '"'}).bytes();

        for (String message : List.of("", "{", "[1,]", "1 2", "{\"a\":1}}", "nul", "'1'")) {
            afterHello(json, "protocol", WireFrame.of(WireFrame.DATA, message).bytes());
        }
        afterHello(json, "protocol", noUtf8);
        afterHello(strings, "protocol", noUtf8);
        try (WireMaster master = WireMaster.to(strings)) {
            assertThat(master.ask("{")).isEqualTo("{");
        }
        assertServes(json);
    }

    @Test
    @Requirement("WRK-WIRE-006")
    void anotherCodecIsSentAway() {
        WorkerAddress address = stage.serve(stage.spec(ChannelSpec.bytes(), SharedEcho.class));

        for (String codec : List.of("json", "string", "BYTES", "com.example.Codec")) {
            String greeting = WireMaster.greeting("codec", codec);
            JsonNode bye =
                    WireMaster.sentAway(
                            address,
                            "codec",
                            WireEnd.PREFACE,
                            WireFrame.of(WireFrame.HELLO, greeting).bytes());
            assertThat(bye.path("text").asText()).contains("bytes");
        }
        try (WireMaster master = WireMaster.to(address, WireMaster.greeting("codec", "bytes"))) {
            assertThat(master.hello().path("codec").asText()).isEqualTo("bytes");
            assertThat(master.ask("{")).isEqualTo("{");
        }
    }

    @Test
    @Requirement("WRK-WIRE-007")
    void aConnectionThatSaysNoHelloIsEnded() {
        Duration limit = Duration.ofMillis(500);
        WorkerAddress address =
                stage.serve(limited(WireLimits.defaults().withHandshakeTimeout(limit)));
        byte[] hello = WireFrame.of(WireFrame.HELLO, HELLO).bytes();
        List<byte[]> beginnings =
                List.of(new byte[0], WireEnd.PREFACE, Arrays.copyOf(WireEnd.PREFACE, 5));

        try (WireMaster standing = WireMaster.to(address)) {
            Crowd.of(4)
                    .each(
                            member -> {
                                long begin = System.nanoTime();
                                if (member < beginnings.size()) {
                                    WireMaster.sentAway(address, "timeout", beginnings.get(member));
                                } else {
                                    // All but the last byte of a hello.
                                    WireMaster.sentAway(
                                            address,
                                            "timeout",
                                            WireEnd.PREFACE,
                                            Arrays.copyOf(hello, hello.length - 1));
                                }
                                Duration took = Duration.ofNanos(System.nanoTime() - begin);
                                Stage.session().notBefore("a timeout", limit.minusMillis(45), took);
                                return took;
                            });
            assertThat(standing.ask("1")).isEqualTo("1");
        }
    }

    @Test
    @Requirement("WRK-WIRE-008")
    void aConnectionAboveTheLimitIsEnded() {
        int limit = 3;
        WorkerAddress address =
                stage.serve(limited(WireLimits.defaults().withMaxConnections(limit)));
        stage.awaitMark("gone");
        List<WireMaster> standing =
                IntStream.range(0, limit).mapToObj(i -> WireMaster.to(address)).toList();

        for (int i = 0; i < 3; i++) {
            WireMaster.sentAway(
                    address, "full", WireEnd.PREFACE, WireFrame.of(WireFrame.HELLO, HELLO).bytes());
        }

        for (WireMaster master : standing) {
            assertThat(master.ask("1")).isEqualTo("1");
        }
        try (WireMaster leaving = standing.get(0)) {
            leaving.bye().expectBye("closed");
        }
        Stage.session().await("the place of one that left is free", () -> admits(address), b -> b);
        standing.forEach(WireMaster::close);
    }

    private static boolean admits(WorkerAddress address) {
        try (WireEnd end = WireEnd.to(address)) {
            end.send(WireEnd.PREFACE).send(WireFrame.HELLO, HELLO).preface();
            return end.frame().type() == WireFrame.HELLO;
        }
    }

    @Test
    @Requirement("WRK-WIRE-010")
    void aPingIsAnsweredByItsPong() {
        WorkerAddress address = stage.serve(SharedEcho.class);

        try (WireMaster master = WireMaster.to(address)) {
            for (int size : new int[] {0, 1, 64}) {
                byte[] content = new byte[size];
                Arrays.fill(content, (byte) 0xfe);
                master.end().send(new WireFrame(WireFrame.PING, content));
                assertThat(master.expect(WireFrame.PONG).content()).isEqualTo(content);
            }
            // A pong that nobody asked for is no fault.
            master.end().send(WireFrame.PONG, "?");
            assertThat(master.ask("1")).isEqualTo("1");
        }
        afterHello(address, "protocol", new WireFrame(WireFrame.PING, new byte[65]).bytes());
    }

    @Test
    @Requirement("WRK-WIRE-011")
    void whatWasSentBeforeAByeIsDealtWith() {
        WorkerAddress address = stage.serve(SharedEcho.class);
        int messages = 500;

        try (WireEnd end = WireEnd.to(address)) {
            end.send(WireEnd.PREFACE).send(WireFrame.HELLO, HELLO);
            for (int i = 0; i < messages; i++) {
                end.send(WireFrame.DATA, Integer.toString(i));
            }
            end.send(WireFrame.BYE, "{\"reason\":\"closed\",\"text\":\"that was all\"}");

            assertThat(end.preface()).isEqualTo(WireEnd.PREFACE);
            assertThat(end.frame().type()).isEqualTo(WireFrame.HELLO);
            for (int i = 0; i < messages; i++) {
                assertThat(end.frame().text()).isEqualTo(Integer.toString(i));
            }
            assertThat(end.frame().json().path("reason").asText()).isEqualTo("closed");
            assertThat(end.next()).as("what comes after a bye").isEmpty();
        }
        stage.awaitMark("gone CLOSED " + messages);
    }

    @Test
    @Requirement("WRK-WIRE-011")
    void anEndWithoutAByeIsALoss() {
        WorkerAddress address = stage.serve(SharedEcho.class);
        stage.awaitMark("gone CLOSED");

        try (WireMaster master = WireMaster.to(address)) {
            master.ask("1");
            master.end().shutdownOutput();
            master.end().awaitEnd();
        }
        stage.awaitMark("gone LOST");
        assertServes(address);
    }

    private SharedWorkerSpec limited(WireLimits limits) {
        return stage.spec(SharedEcho.class).withLimits(limits);
    }

    private static byte[] preface(int major, int minor) {
        byte[] preface = WireEnd.PREFACE.clone();
        preface[4] = (byte) major;
        preface[5] = (byte) minor;
        return preface;
    }

    private static JsonNode afterHello(WorkerAddress address, String reason, byte[] bytes) {
        try (WireMaster master = WireMaster.to(address)) {
            master.end().send(bytes);
            return master.expectBye(reason);
        }
    }

    private static void assertServes(WorkerAddress address) {
        try (WireMaster master = WireMaster.to(address)) {
            assertThat(master.ask("[1]")).isEqualTo("[1]");
        }
    }
}
