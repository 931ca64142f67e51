package dev.workerkit.tck.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.Disconnect;
import dev.workerkit.RefusedException;
import dev.workerkit.SharedWorker;
import dev.workerkit.SharedWorkerSpec;
import dev.workerkit.WireLimits;
import dev.workerkit.tck.Requirement;
import dev.workerkit.tck.wire.WireEnd;
import dev.workerkit.tck.wire.WireFrame;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The rules of the wire protocol, which a master holds its worker to. */
class StrangeWorkers {

    @RegisterExtension final SharedStage stage = new SharedStage();

    @Test
    @Requirement("WRK-WIRE-003")
    void aWorkerOfAnotherMajorVersionIsToldSo() {
        try (ScriptedWorker worker =
                ScriptedWorker.at(
                        stage.unix(),
                        end -> {
                            byte[] preface = WireEnd.PREFACE.clone();
                            preface[4] = 2;
                            end.send(preface).send(WireFrame.HELLO, ScriptedWorker.HELLO);
                            assertToldGoodbye(end, "version");
                        })) {
            assertRefused(worker, Disconnect.Reason.VERSION);
        }
    }

    @Test
    @Requirement({"WRK-WIRE-003", "WRK-WIRE-004"})
    void aWorkerOfANewerMinorVersionIsUnderstood() {
        try (ScriptedWorker newer =
                        ScriptedWorker.at(
                                stage.unix(),
                                end -> {
                                    byte[] preface = WireEnd.PREFACE.clone();
                                    preface[5] = 3;
                                    end.send(preface)
                                            .send(
                                                    WireFrame.HELLO,
                                                    ScriptedWorker.HELLO.replace(
                                                            "}", ",\"new\":{\"a\":[1]}}"))
                                            .send(11, "whatever it is")
                                            .send(WireFrame.DATA, "\"and on\"");
                                    end.awaitEnd();
                                });
                SharedWorker worker = connect(newer)) {
            assertThat(SharedStage.receive(worker, String.class)).isEqualTo("and on");
        }
    }

    @Test
    @Requirement("WRK-WIRE-004")
    void anUnknownFrameOfAWorkerBreaksTheProtocol() {
        assertSentAway(WireFrame.of(11, "whatever it is").bytes());
    }

    @Test
    @Requirement("WRK-WIRE-005")
    void aFrameOfAWorkerBeyondTheLimitIsNotRead() {
        assertSentAway(WireFrame.headed(4097, WireFrame.DATA));
        assertSentAway(WireFrame.headed(-1, WireFrame.DATA));
        assertSentAway(WireFrame.headed(0, 0));
    }

    @Test
    @Requirement("WRK-WIRE-006")
    void aFrameThatIsOutOfPlaceOrNotUnderstoodBreaksTheProtocol() {
        assertSentAway(WireFrame.of(WireFrame.HELLO, ScriptedWorker.HELLO).bytes());
        assertSentAway(WireFrame.of(WireFrame.STOP, "{\"id\":1}").bytes());
        assertSentAway(WireFrame.of(WireFrame.STATUS, "no JSON").bytes());
        assertSentAway(WireFrame.of(WireFrame.STATUS, "{\"id\":9,\"status\":{}}").bytes());
    }

    @Test
    @Requirement("WRK-WIRE-006")
    void aWorkerWithAnotherCodecIsLeft() {
        try (ScriptedWorker worker =
                ScriptedWorker.at(
                        stage.unix(),
                        end -> {
                            end.send(WireEnd.PREFACE)
                                    .send(WireFrame.HELLO, ScriptedWorker.hello("com.example.No"));
                            assertToldGoodbye(end, "codec");
                        })) {
            assertRefused(worker, Disconnect.Reason.CODEC);
        }
    }

    @Test
    @Requirement("WRK-WIRE-010")
    void aWorkerThatAsksWhetherAMasterLivesIsAnswered() {
        try (ScriptedWorker asking =
                        ScriptedWorker.at(
                                stage.unix(),
                                end -> {
                                    greet(end).send(WireFrame.PING, "still there?");
                                    WireFrame pong = end.frame();
                                    assertThat(pong.type()).isEqualTo(WireFrame.PONG);
                                    assertThat(pong.text()).isEqualTo("still there?");
                                });
                SharedWorker worker = connect(asking)) {
            asking.assertPlayed();
            Stage.await("the connection ends", worker.disconnected());
        }
    }

    @Test
    @Requirement("WRK-WIRE-011")
    void whatAWorkerSentBeforeItsByeIsReceivedAndTheByeAnswered() {
        try (ScriptedWorker leaving =
                        ScriptedWorker.at(
                                stage.unix(),
                                end -> {
                                    greet(end)
                                            .send(WireFrame.DATA, "1")
                                            .send(WireFrame.DATA, "2")
                                            .send(WireFrame.BYE, "{\"reason\":\"closed\"}");
                                    assertGoodbye(end.next(), "closed");
                                });
                SharedWorker worker = connect(leaving)) {
            assertThat(SharedStage.receive(worker, Integer.class)).isEqualTo(1);
            assertThat(SharedStage.receive(worker, Integer.class)).isEqualTo(2);
            leaving.assertPlayed();
            assertThat(Stage.await("the connection ends", worker.disconnected()).reason())
                    .isEqualTo(Disconnect.Reason.CLOSED);
        }
    }

    /** Both introduce themselves. */
    private static WireEnd greet(WireEnd end) {
        end.send(WireEnd.PREFACE).send(WireFrame.HELLO, ScriptedWorker.HELLO);
        assertThat(end.preface()).as("the master's preface").isEqualTo(WireEnd.PREFACE);
        assertThat(end.frame().type()).isEqualTo(WireFrame.HELLO);
        return end;
    }

    private static void assertToldGoodbye(WireEnd end, String reason) {
        end.preface();
        Optional<WireFrame> frame = end.next();
        boolean hello = frame.filter(first -> first.type() == WireFrame.HELLO).isPresent();
        assertGoodbye(hello ? end.next() : frame, reason);
    }

    private static void assertGoodbye(Optional<WireFrame> frame, String reason) {
        assertThat(frame)
                .as("a bye for '%s'", reason)
                .hasValueSatisfying(
                        bye -> {
                            assertThat(bye.type()).as("%s", bye).isEqualTo(WireFrame.BYE);
                            assertThat(bye.json().path("reason").asText()).isEqualTo(reason);
                        });
    }

    private void assertSentAway(byte[] bytes) {
        try (ScriptedWorker breaking =
                        ScriptedWorker.at(
                                stage.unix(),
                                end -> {
                                    greet(end).send(bytes);
                                    assertGoodbye(end.next(), "protocol");
                                });
                SharedWorker worker = connect(breaking)) {
            breaking.assertPlayed();
            assertThat(Stage.await("the connection ends", worker.disconnected()).reason())
                    .isEqualTo(Disconnect.Reason.PROTOCOL);
        }
    }

    private void assertRefused(ScriptedWorker worker, Disconnect.Reason reason) {
        assertThatThrownBy(() -> connect(worker).close())
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.disconnect().reason()).isEqualTo(reason));
        worker.assertPlayed();
    }

    private SharedWorker connect(ScriptedWorker worker) {
        return stage.connect(
                worker.address(),
                SharedWorkerSpec.existing()
                        .withLimits(WireLimits.defaults().withMaxFrameBytes(4096)));
    }
}
