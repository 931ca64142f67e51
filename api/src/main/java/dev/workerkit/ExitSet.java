package dev.workerkit;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * Some exit codes and some signals. Immutable.
 *
 * @param codes 0 to 255
 * @param signals by number, 1 to 64
 */
public record ExitSet(Set<Integer> codes, Set<Integer> signals) {

    /** Checks the values. */
    public ExitSet {
        requireWithin("exits.codes", "exit code", codes, 0, 255);
        requireWithin("exits.signals", "signal", signals, 1, SignalNames.LAST);
        codes = Collections.unmodifiableSet(new TreeSet<>(codes));
        signals = Collections.unmodifiableSet(new TreeSet<>(signals));
    }

    private static void requireWithin(
            String field, String what, Set<Integer> values, int least, int most) {
        for (int value : values) {
            if (value < least || value > most) {
                throw new SpecException(
                        field,
                        value + " is no " + what,
                        "use values from " + least + " to " + most);
            }
        }
    }

    /** Nothing. */
    public static ExitSet none() {
        return new ExitSet(Set.of(), Set.of());
    }

    /** These exit codes. */
    public static ExitSet codes(int... codes) {
        return none().andCodes(codes);
    }

    /**
     * These signals.
     *
     * @param signals each as {@code SIGTERM}, {@code TERM} or {@code 15}
     */
    public static ExitSet signals(String... signals) {
        return none().andSignals(signals);
    }

    /** The same, and these exit codes. */
    public ExitSet andCodes(int... more) {
        Set<Integer> all = new TreeSet<>(codes);
        for (int code : more) {
            all.add(code);
        }
        return new ExitSet(all, signals);
    }

    /**
     * The same, and these signals.
     *
     * @param more each as {@code SIGTERM}, {@code TERM} or {@code 15}
     */
    public ExitSet andSignals(String... more) {
        Set<Integer> all = new TreeSet<>(signals);
        for (String signal : more) {
            all.add(SignalNames.number("exits.signals", signal));
        }
        return new ExitSet(codes, all);
    }

    /** Whether an incarnation ended with one of the codes or by one of the signals. */
    public boolean contains(WorkerExit exit) {
        if (exit instanceof WorkerExit.Code code) {
            return codes.contains(code.code());
        }
        return exit instanceof WorkerExit.Signal signal && signals.contains(signal.number());
    }

    /** Whether nothing is in both. */
    boolean isDisjointFrom(ExitSet other) {
        return Collections.disjoint(codes, other.codes)
                && Collections.disjoint(signals, other.signals);
    }
}
