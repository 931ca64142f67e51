package dev.workerkit.tck.report;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Comparator;
import java.util.List;

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

    /** From what tells most of what is wrong to what tells least. */
    public static final Comparator<Verdict> WORST_FIRST =
            Comparator.comparing(
                    List.of(
                                    FAILED,
                                    ERROR,
                                    CANT_TELL,
                                    UNTESTED,
                                    INAPPLICABLE,
                                    EXCLUDED,
                                    FLAKY,
                                    PASSED)
                            ::indexOf);

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
