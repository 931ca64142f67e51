package dev.workerkit.tck.report;

import com.fasterxml.jackson.annotation.JsonValue;

/** What is known of a verification or a requirement: the words of EARL 1.0, and {@link #ERROR}. */
public enum Verdict {
    /** It is as required. */
    PASSED("passed"),
    /** It is not as required. */
    FAILED("failed"),
    /** It is not as required, but the vendor challenges that, openly and for a time. */
    EXCLUDED("excluded"),
    /** The requirement is about something that the runtime does not declare. */
    INAPPLICABLE("inapplicable"),
    /** It was not looked at; the reason says why. */
    UNTESTED("untested"),
    /** It was looked at, but no verdict can be given. */
    CANT_TELL("cantTell"),
    /** It was not the same in all runs; which of them is right, nobody knows. */
    FLAKY("flaky"),
    /** The TCK itself failed; the runtime is not to blame. */
    ERROR("error");

    private final String id;

    Verdict(String id) {
        this.id = id;
    }

    /** The word in reports. */
    @JsonValue
    public String id() {
        return id;
    }

    /** The word for people. */
    public String word() {
        return this == CANT_TELL ? "can't tell" : id;
    }
}
