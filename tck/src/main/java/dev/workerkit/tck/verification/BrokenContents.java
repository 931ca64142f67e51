package dev.workerkit.tck.verification;

import dev.workerkit.tck.wire.WireFrame;
import java.util.List;
import java.util.stream.Stream;

/** Well-formed frames that the wire protocol has no place for. */
final class BrokenContents {

    private static final String DEEP = "[".repeat(100_000);

    /** What is no hello of a master. */
    static final List<String> HELLOS =
            List.of(
                    "",
                    "hello",
                    "[]",
                    "null",
                    "{",
                    "{}",
                    "{\"role\":\"master\"} {}",
                    "{\"role\":1}",
                    "{\"role\":\"slave\"}",
                    "{\"role\":\"worker\"}",
                    "{\"role\":\"master\",\"name\":[1]}",
                    "{\"role\":\"master\",\"name\":\"" + "n".repeat(256) + "\"}",
                    "{\"role\":\"master\",\"name\":\"sums\\n2026-01-01 forged\"}",
                    "{\"role\":\"master\",\"name\":\"\\u001b[2J\"}",
                    "{\"role\":\"master\",\"name\":\"sums\\u2028forged\"}",
                    "{\"role\":\"master\",\"codec\":7}",
                    "{\"role\":\"master\",\"maxFrameBytes\":\"many\"}",
                    "{\"role\":\"master\",\"maxFrameBytes\":1023}",
                    "{\"role\":\"master\",\"maxFrameBytes\":1073741825}",
                    "{\"role\":\"master\",\"maxFrameBytes\":99999999999999999999}",
                    "{\"role\":\"master\",\"maxFrameBytes\":2048.5}",
                    "{\"role\":\"master\",\"nonce\":\"12\"}",
                    "{\"role\":\"master\",\"nonce\":\"" + "g".repeat(64) + "\"}",
                    "{\"role\":\"master\",\"nonce\":5}",
                    "{\"role\":\"master\",\"more\":" + DEEP);

    /** What is no request or goodbye. */
    static final List<WireFrame> FRAMES =
            Stream.concat(
                            Stream.of(
                                            "",
                                            "1",
                                            "[{\"id\":1}]",
                                            "{",
                                            "{}",
                                            "{\"id\":0}",
                                            "{\"id\":-1}",
                                            "{\"id\":\"1\"}",
                                            "{\"id\":1.5}",
                                            "{\"id\":null}",
                                            "{\"id\":1}{\"id\":2}",
                                            "{\"id\":1,\"proof\":1}",
                                            "{\"id\":" + DEEP)
                                    .flatMap(
                                            content ->
                                                    Stream.of(WireFrame.QUERY, WireFrame.STOP)
                                                            .map(
                                                                    type ->
                                                                            WireFrame.of(
                                                                                    type,
                                                                                    content))),
                            Stream.of("", "bye", "{}", "{\"reason\":4}", "[\"closed\"]")
                                    .map(content -> WireFrame.of(WireFrame.BYE, content)))
                    .toList();

    /** What a master does not say, or not again. */
    static final List<WireFrame> OUT_OF_PLACE =
            List.of(
                    WireFrame.of(WireFrame.HELLO, "{\"role\":\"master\"}"),
                    WireFrame.of(WireFrame.STATUS, "{\"id\":1,\"status\":{\"text\":\"\"}}"),
                    WireFrame.of(WireFrame.STOPPED, "{\"id\":1}"),
                    WireFrame.of(
                            WireFrame.REFUSED, "{\"id\":1,\"reason\":\"cookie\",\"text\":\"no\"}"));

    /** What is said only after a hello. */
    static final List<WireFrame> BEFORE_HELLO =
            List.of(
                    WireFrame.of(WireFrame.DATA, "1"),
                    WireFrame.of(WireFrame.QUERY, "{\"id\":1}"),
                    WireFrame.of(WireFrame.STOP, "{\"id\":1}"),
                    WireFrame.of(WireFrame.PING, ""),
                    WireFrame.of(WireFrame.PONG, ""));

    private BrokenContents() {}
}
