package dev.workerkit.tck.report;

import com.fasterxml.jackson.annotation.JsonValue;

/** What became of a sabotage, or of all sabotages of a requirement; the worst of them first. */
public enum Fate {
    /** No verification noticed it: they are too weak. */
    SURVIVED("survived", "survived", 1),
    /** Those of other requirements noticed it, and those of the one that it breaks did not. */
    KILLED_BY_OTHERS("killedByOthers", "killed by others only", 1),
    /** The requirement is a MUST that applies, and nothing breaks it. */
    UNSABOTAGED("unsabotaged", "unsabotaged", 1),
    /** The TCK itself failed. */
    ERROR("error", "error", 3),
    /** No verification of it passes on the runtime as it is, so that failing proves nothing. */
    UNPROVEN("unproven", "unproven", 2),
    /** A verification of the requirement noticed it. */
    KILLED("killed", "killed", 0),
    /** Nothing breaks the requirement, and the reason says why. */
    EXCUSED("excused", "excused", 0),
    /** The requirement is about something that the runtime does not declare. */
    INAPPLICABLE("inapplicable", "inapplicable", 0);

    private final String id;
    private final String word;
    private final int exitCode;

    Fate(String id, String word, int exitCode) {
        this.id = id;
        this.word = word;
        this.exitCode = exitCode;
    }

    /** The word in reports. */
    @JsonValue
    public String id() {
        return id;
    }

    /** The word for people. */
    public String word() {
        return word;
    }

    /** What the command line exits with, if there is nothing worse. */
    public int exitCode() {
        return exitCode;
    }
}
