package dev.workerkit;

/**
 * Identifies a worker for its whole life, over all its incarnations; never used twice (WRK-LIFE-002).
 *
 * @param value lower-case letters, digits and hyphens; given to the worker as {@code WRK_ID}
 */
public record WorkerId(String value) {

    private static final int LONGEST = 80;

    /** Checks the form. */
    public WorkerId {
        if (!isOfTheForm(value)) {
            throw new SpecException(
                    "id",
                    "'" + value + "' is not an id",
                    "use at most 80 lower-case letters, digits and hyphens");
        }
    }

    /** By hand, for a regular expression would take a starting worker a millisecond. */
    private static boolean isOfTheForm(String value) {
        if (value.isEmpty() || value.length() > LONGEST || value.charAt(0) == '-') {
            return false;
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (!(c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '-')) {
                return false;
            }
        }
        return true;
    }

    @Override
    public String toString() {
        return value;
    }
}
