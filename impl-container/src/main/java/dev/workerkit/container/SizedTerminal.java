package dev.workerkit.container;

import dev.workerkit.ExecSpec.TerminalSize;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A shell that gives its terminal a size before it becomes a command: engines size a terminal only
 * when the command runs already, and has looked. The first that it writes is its mark and whether
 * there is such a command.
 *
 * @param mark what nobody else writes; without line ends, which a terminal changes
 */
record SizedTerminal(String mark) {

    private static final String FOUND = "+";
    private static final String MISSING = "-";

    private static final String SCRIPT =
            """
            mark=$1 rows=$2 columns=$3
            shift 3
            if program=$(command -v -- "$1") && [ ! -d "$program" ]; then
                stty rows "$rows" columns "$columns" 2>/dev/null
                printf %s "$mark+"
                exec "$@"
            fi
            printf %s "$mark-"
            """;

    /** How it begins. */
    enum Verdict {
        /** The command runs. */
        FOUND,
        /** There is none. */
        MISSING,
        /** Something else was written, or nothing. */
        UNKNOWN
    }

    /** The words that run these others in a terminal of this size. */
    List<String> words(TerminalSize size, List<String> command) {
        List<String> all = new ArrayList<>(List.of("/bin/sh", "-c", SCRIPT, "sh", mark));
        all.add(Integer.toString(size.rows()));
        all.add(Integer.toString(size.columns()));
        all.addAll(command);
        return all;
    }

    /** Reads what it writes first, and no more. */
    Verdict verdict(InputStream output) {
        try {
            int length = mark.length() + 1;
            String said = new String(output.readNBytes(length), StandardCharsets.US_ASCII);
            if (said.equals(mark + FOUND)) {
                return Verdict.FOUND;
            }
            return said.equals(mark + MISSING) ? Verdict.MISSING : Verdict.UNKNOWN;
        } catch (IOException e) {
            return Verdict.UNKNOWN;
        }
    }
}
