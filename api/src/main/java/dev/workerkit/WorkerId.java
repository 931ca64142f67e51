package dev.workerkit;

import java.util.regex.Pattern;

/**
 * Identifies a worker for its whole life, over all its incarnations; never used twice (WRK-LIFE-002).
 *
 * @param value lower-case letters, digits and hyphens; given to the worker as {@code WRK_ID}
 */
public record WorkerId(String value) {

    private static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9-]{0,79}");

    /** Checks the form. */
    public WorkerId {
        if (!FORM.matcher(value).matches()) {
            throw new SpecException(
                    "id",
                    "'" + value + "' is not an id",
                    "use at most 80 lower-case letters, digits and hyphens");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
