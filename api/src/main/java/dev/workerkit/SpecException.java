package dev.workerkit;

import java.time.Duration;

/** A value was given that can't be meant: a spec, a policy or an option is refused. */
public class SpecException extends WorkerException {

    private static final long serialVersionUID = 1L;

    private final String field;

    /**
     * Tells which field is wrong, what was found in it, and what to do.
     *
     * @param field the field's path, for example {@code stop.grace}
     * @param found what is wrong
     * @param advice what to do
     */
    public SpecException(String field, String found, String advice) {
        super(field + ": " + found + "; " + advice);
        this.field = field;
    }

    /** The path of the field that is wrong, for example {@code stop.grace}. */
    public String field() {
        return field;
    }

    static void requirePositive(String field, Duration value) {
        if (value.isZero() || value.isNegative()) {
            throw new SpecException(field, value + " is not positive", "use a longer time");
        }
    }

    static void requireNotNegative(String field, Duration value) {
        if (value.isNegative()) {
            throw new SpecException(field, value + " is negative", "use zero or longer");
        }
    }

    static void requireNoNul(String field, String value) {
        if (value.indexOf('\0') >= 0) {
            throw new SpecException(
                    field, "it contains a NUL character", "no process can be given one");
        }
    }
}
