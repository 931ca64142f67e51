package dev.workerkit.wire;

import dev.workerkit.json.PlainJson;
import java.nio.ByteBuffer;
import java.util.Map;

/** The contents of frames that are JSON. */
final class Contents {

    private Contents() {}

    static ByteBuffer of(Map<String, Object> form) {
        return ByteBuffer.wrap(PlainJson.toBytes(form));
    }
}
