package dev.workerkit.tck.verification;

import dev.workerkit.tck.wire.WireEnd;
import dev.workerkit.tck.wire.WireFrame;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** What strangers, bad clients and attackers send to a worker, and how. */
final class BrokenInputs {

    /** How the bytes come, and what follows them. */
    enum Manner {
        AT_ONCE_THEN_CLOSE,
        AT_ONCE_THEN_HALF_CLOSE,
        AT_ONCE_THEN_RESET,
        AT_ONCE_AND_SILENCE,
        DRIP_BY_DRIP
    }

    /** An input. */
    record Input(String what, byte[] bytes) {}

    private static final byte[] HELLO = frame(WireFrame.HELLO, "{\"role\":\"master\"}");

    private BrokenInputs() {}

    /** A whole talk that nothing is wrong with, but that it asks for a stop without a proof. */
    static byte[] talk() {
        return joined(
                WireEnd.PREFACE,
                HELLO,
                frame(WireFrame.DATA, "[1,{\"a\":\"b\"}]"),
                frame(WireFrame.PING, "?"),
                frame(WireFrame.QUERY, "{\"id\":1}"),
                frame(WireFrame.DATA, "2"),
                frame(WireFrame.BYE, "{\"reason\":\"closed\",\"text\":\"\"}"));
    }

    /** The corpus. */
    static List<Input> corpus() {
        List<Input> inputs = new ArrayList<>();
        inputs.add(new Input("nothing", new byte[0]));
        inputs.add(new Input("HTTP", WireMaster.bytes("GET / HTTP/1.1\r\nHost: a\r\n\r\n")));
        inputs.add(new Input("TLS", tlsClientHello()));
        inputs.add(new Input("zeros", new byte[100_000]));
        inputs.add(new Input("wrong magic", WireMaster.bytes("WRKX\1\0\0\0")));
        inputs.add(new Input("version", new byte[] {'W', 'R', 'K', 'S', 9, 9, 0, 0}));
        inputs.add(new Input("no hello", WireEnd.PREFACE));
        inputs.add(new Input("zero length", introduced(new byte[Integer.BYTES])));
        for (int length : new int[] {16 << 20, (16 << 20) + 1, Integer.MAX_VALUE, -1}) {
            inputs.add(
                    new Input(
                            "length " + length,
                            introduced(WireFrame.headed(length, WireFrame.DATA, new byte[1000]))));
            inputs.add(
                    new Input(
                            "length of a hello " + length,
                            joined(
                                    WireEnd.PREFACE,
                                    WireFrame.headed(length, WireFrame.HELLO, new byte[1000]))));
        }
        for (int type = 0; type < 256; type += 5) {
            inputs.add(new Input("type " + type, introduced(frame(type, "{\"id\":1}"))));
        }
        byte[] talk = talk();
        for (int length = 1; length < talk.length; length += 7) {
            inputs.add(new Input("cut at " + length, Arrays.copyOf(talk, length)));
        }
        BrokenContents.HELLOS.forEach(
                hello ->
                        inputs.add(
                                new Input(
                                        "hello " + brief(hello),
                                        joined(WireEnd.PREFACE, frame(WireFrame.HELLO, hello)))));
        Stream.of(BrokenContents.FRAMES, BrokenContents.OUT_OF_PLACE)
                .flatMap(List::stream)
                .forEach(
                        frame ->
                                inputs.add(
                                        new Input(
                                                "frame " + brief(frame.toString()),
                                                introduced(frame.bytes()))));
        BrokenContents.BEFORE_HELLO.forEach(
                frame ->
                        inputs.add(
                                new Input(
                                        "before hello " + frame,
                                        joined(WireEnd.PREFACE, frame.bytes()))));
        inputs.add(new Input("deep data", introduced(frame(WireFrame.DATA, "[".repeat(1 << 20)))));
        return inputs;
    }

    private static String brief(String text) {
        return text.substring(0, Math.min(60, text.length()));
    }

    /** These bytes after a preface and a hello. */
    static byte[] introduced(byte[] bytes) {
        return joined(WireEnd.PREFACE, HELLO, bytes);
    }

    private static byte[] frame(int type, String content) {
        return WireFrame.of(type, content).bytes();
    }

    static byte[] joined(byte[]... parts) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** The beginning of what a browser says first at https. */
    private static byte[] tlsClientHello() {
        byte[] hello = new byte[200];
        byte[] head = {0x16, 3, 1, 0, (byte) 195, 1, 0, 0, (byte) 191, 3, 3};
        System.arraycopy(head, 0, hello, 0, head.length);
        return hello;
    }

    /** Sends it in this manner. The connection is closed in the end, by one side or the other. */
    static void send(WireEnd end, byte[] bytes, Manner manner) {
        if (manner == Manner.DRIP_BY_DRIP) {
            for (byte drop : bytes) {
                end.send(drop);
            }
        } else {
            end.send(bytes);
        }
        if (manner == Manner.AT_ONCE_THEN_RESET) {
            end.reset();
        } else if (manner == Manner.AT_ONCE_THEN_HALF_CLOSE) {
            end.shutdownOutput();
            end.awaitEnd();
        }
    }
}
