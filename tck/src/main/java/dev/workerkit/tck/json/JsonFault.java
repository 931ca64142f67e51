package dev.workerkit.tck.json;

import com.fasterxml.jackson.core.JsonProcessingException;

/** What is wrong with a file that is no JSON, for people. */
public final class JsonFault {

    private JsonFault() {}

    /** What the parser complains about, and where, without what it keeps from us. */
    public static String text(JsonProcessingException fault) {
        String what = fault.getOriginalMessage().replaceAll("\\[Source: REDACTED [^;]*; ", "[");
        return fault.getLocation() == null
                ? what
                : "%s (line %d)".formatted(what, fault.getLocation().getLineNr());
    }
}
