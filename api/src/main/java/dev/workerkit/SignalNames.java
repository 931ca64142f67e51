package dev.workerkit;

import java.util.List;
import java.util.Locale;

/** The signals of Linux by name; their numbers are those of x86 and ARM. */
final class SignalNames {

    static final int LAST = 64;

    private static final List<String> NAMES =
            List.of(
                    "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1",
                    "SEGV", "USR2", "PIPE", "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP",
                    "TSTP", "TTIN", "TTOU", "URG", "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO",
                    "PWR", "SYS");

    private SignalNames() {}

    /** For example {@code SIGKILL}; of one without a name, such as a real-time signal, {@code signal 40}. */
    static String of(int number) {
        return number >= 1 && number <= NAMES.size()
                ? "SIG" + NAMES.get(number - 1)
                : "signal " + number;
    }

    /**
     * The number of a signal that is given as {@code SIGTERM}, {@code TERM} or {@code 15}.
     *
     * @throws SpecException if there is no such signal
     */
    static int number(String field, String signal) {
        String name = signal.toUpperCase(Locale.ROOT);
        int known = NAMES.indexOf(name.startsWith("SIG") ? name.substring(3) : name) + 1;
        int number = known > 0 ? known : parsed(name);
        if (number < 1 || number > LAST) {
            throw new SpecException(
                    field,
                    "'" + signal + "' is not a signal",
                    "use a name such as SIGTERM or TERM, or a number from 1 to " + LAST);
        }
        return number;
    }

    private static int parsed(String name) {
        try {
            return Integer.parseInt(name);
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
