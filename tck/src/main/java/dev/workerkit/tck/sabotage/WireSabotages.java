package dev.workerkit.tck.sabotage;

import static dev.workerkit.tck.sabotage.Interposed.meddling;
import static dev.workerkit.tck.sabotage.Interposed.meddlingAsAsked;

import dev.workerkit.WireLimits;
import dev.workerkit.tck.wire.Changes;
import dev.workerkit.tck.wire.Line;
import dev.workerkit.tck.wire.Meddler;
import dev.workerkit.tck.wire.WireEnd;
import dev.workerkit.tck.wire.WireFrame;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** What can go wrong with the wire protocol. */
final class WireSabotages {

    private static final int MAJOR = 4;
    private static final int MINOR = 5;
    private static final Duration AGES = Duration.ofHours(1);

    private WireSabotages() {}

    static List<Sabotage> all() {
        return List.of(
                Sabotage.of(
                        "writes-its-process-as-a-text",
                        "WRK-WIRE-001",
                        "The hello of a worker has its process as a text",
                        meddling(
                                Changes.ofWorkersFields(
                                        WireFrame.HELLO,
                                        hello -> hello.put("pid", hello.path("pid").asText())))),
                Sabotage.of(
                        "draws-one-challenge-for-all",
                        "WRK-WIRE-001",
                        "A worker gives all masters the same challenge",
                        meddling(
                                Changes.ofWorkersFields(
                                        WireFrame.HELLO,
                                        hello -> hello.put("challenge", "0".repeat(64))))),
                Sabotage.of(
                        "cuts-strangers-off",
                        "WRK-WIRE-002",
                        "A connection with another magic is closed without a word",
                        meddling(StrangersCutOff::new)),
                Sabotage.of(
                        "serves-any-major-version",
                        "WRK-WIRE-003",
                        "A master of another major version is served",
                        meddling(Changes.ofPrefaces(preface -> with(preface, MAJOR, 1)))),
                Sabotage.of(
                        "sends-newer-minor-versions-away",
                        "WRK-WIRE-003",
                        "A master of a newer minor version is sent away",
                        meddling(
                                Changes.ofPrefaces(
                                        preface ->
                                                preface[MINOR] > 0
                                                        ? with(preface, MAJOR, 2)
                                                        : preface))),
                Sabotage.of(
                        "skips-all-unknown-frames",
                        "WRK-WIRE-004",
                        "Frames of unknown types are skipped, whoever sends them",
                        meddling(Changes.ofPrefaces(preface -> with(preface, MINOR, 127)))),
                Sabotage.of(
                        "skips-no-unknown-frames",
                        "WRK-WIRE-004",
                        "Frames of unknown types break the protocol, whoever sends them",
                        meddling(Changes.ofPrefaces(preface -> with(preface, MINOR, 0)))),
                Sabotage.of(
                        "does-not-keep-the-limit-that-it-tells",
                        "WRK-WIRE-005",
                        "The limit of a frame's length is told to masters, and not kept",
                        toLimits(limits -> limits.withMaxFrameBytes(1 << 30))
                                .and(
                                        meddlingAsAsked(
                                                spec -> telling(spec.limits().maxFrameBytes())))),
                Sabotage.of(
                        "reads-what-a-worker-announces",
                        "WRK-WIRE-005",
                        "A master reads a frame of any length",
                        toLimitsOfMasters(limits -> limits.withMaxFrameBytes(1 << 30))),
                Sabotage.of(
                        "overlooks-a-second-hello",
                        "WRK-WIRE-006",
                        "A master that introduces itself twice is served",
                        meddling(HelloOnce::new)),
                Sabotage.of(
                        "compares-no-codecs",
                        "WRK-WIRE-006",
                        "A master with another codec is served",
                        meddling(
                                Changes.ofMastersFields(
                                        WireFrame.HELLO, hello -> hello.remove("codec")))),
                Sabotage.of(
                        "drops-broken-requests",
                        "WRK-WIRE-006",
                        "A query that is no object is dropped, and the connection goes on",
                        meddling(
                                Changes.ofMasters(
                                        WireFrame.QUERY,
                                        query ->
                                                Optional.of(query)
                                                        .filter(
                                                                any ->
                                                                        any.text()
                                                                                .startsWith(
                                                                                        "{"))))),
                Sabotage.of(
                        "waits-for-a-hello-for-ages",
                        "WRK-WIRE-007",
                        "The handshake has no limit of time",
                        toLimits(limits -> limits.withHandshakeTimeout(AGES))),
                Sabotage.of(
                        "takes-one-master-too-many",
                        "WRK-WIRE-008",
                        "One more master is connected than the limit says",
                        toLimits(limits -> limits.withMaxConnections(limits.maxConnections() + 1))),
                Sabotage.of(
                        "sends-all-away-when-it-is-full",
                        "WRK-WIRE-008",
                        "A connection above the limit costs the others theirs",
                        OneForAll.whenOneIsSentAwayFor("full")),
                Sabotage.of(
                        "reads-on-from-who-does-not-read",
                        "WRK-WIRE-009",
                        "What a master leaves unread has no bound",
                        toLimits(limits -> limits.withMaxUnreadBytes(1 << 30))),
                Sabotage.of(
                        "bears-a-stall-for-ages",
                        "WRK-WIRE-009",
                        "A master that stalls stays connected",
                        toLimits(limits -> limits.withStallTimeout(AGES))),
                Sabotage.of(
                        "answers-pings-with-nothing",
                        "WRK-WIRE-010",
                        "A pong has none of its ping's content",
                        meddling(
                                Changes.ofWorkers(
                                        WireFrame.PONG,
                                        pong -> Optional.of(WireFrame.of(WireFrame.PONG, ""))))),
                Sabotage.of(
                        "leaves-without-a-bye",
                        "WRK-WIRE-011",
                        "A bye is answered by the end of the connection alone",
                        meddling(Changes.ofWorkers(WireFrame.BYE, bye -> Optional.empty()))),
                Sabotage.of(
                        "leaves-before-its-work-is-done",
                        "WRK-WIRE-011",
                        "A bye is answered before what came before it is dealt with",
                        meddling(HastyBye::new)),
                Sabotage.of(
                        "ends-all-when-one-breaks-the-protocol",
                        "WRK-WIRE-012",
                        "A master that breaks the protocol costs the others their connections",
                        OneForAll.whenOneIsSentAwayFor("protocol")),
                Sabotage.of(
                        "bounds-no-sum",
                        "WRK-WIRE-013",
                        "All masters together may leave unread or unfinished what they like",
                        Deed.toProfile(profile -> profile.withJvmOption("-Xmx4g"))),
                Sabotage.of(
                        "sends-all-away-when-one-is-slow",
                        "WRK-WIRE-013",
                        "Those who read go with the slowest",
                        OneForAll.whenOneIsSentAwayFor("slow")));
    }

    private static byte[] with(byte[] preface, int place, int value) {
        byte[] changed = preface.clone();
        if (changed.length > place) {
            changed[place] = (byte) value;
        }
        return changed;
    }

    /** Of those who start a worker, and so of the worker. */
    private static Deed toLimits(UnaryOperator<WireLimits> change) {
        return toLimits(true, change);
    }

    /** Of those who only connect. */
    private static Deed toLimitsOfMasters(UnaryOperator<WireLimits> change) {
        return toLimits(false, change);
    }

    private static Deed toLimits(boolean starting, UnaryOperator<WireLimits> change) {
        return Deed.toSharedSpec(
                spec ->
                        spec.worker().isPresent() == starting
                                ? spec.withLimits(change.apply(spec.limits()))
                                : spec);
    }

    private static Supplier<Meddler> telling(int maxFrameBytes) {
        return Changes.ofWorkersFields(
                WireFrame.HELLO, hello -> hello.put("maxFrameBytes", maxFrameBytes));
    }

    private static final class StrangersCutOff implements Meddler {
        private volatile boolean strange;

        @Override
        public byte[] preface(byte[] preface) {
            strange = !Arrays.equals(preface, 0, MAJOR, WireEnd.PREFACE, 0, MAJOR);
            return preface;
        }

        @Override
        public void fromWorker(WireFrame frame, Line line) {
            if (strange) {
                line.hangUp();
            } else {
                line.tellMaster(frame);
            }
        }
    }

    private static final class HelloOnce implements Meddler {
        private boolean said;

        @Override
        public void fromMaster(WireFrame frame, Line line) {
            boolean again = said && frame.type() == WireFrame.HELLO;
            said = true;
            if (!again) {
                line.tellWorker(frame);
            }
        }
    }

    private static final class HastyBye implements Meddler {
        @Override
        public void fromMaster(WireFrame frame, Line line) {
            line.tellWorker(frame);
            if (frame.type() == WireFrame.BYE) {
                line.tellMaster(frame);
                line.hangUp();
            }
        }
    }
}
