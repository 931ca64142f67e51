package dev.workerkit.cli;

import dev.workerkit.Counter;
import java.util.List;

/**
 * What a monitoring plugin says.
 *
 * @param text for people; may be empty
 * @param counters with the ranges that they were held against
 */
record PluginOutput(Verdict verdict, String text, List<Counter> counters) {

    private static final String SERVICE = "SHARED-WORKER";

    /** Monitoring systems cut what is longer than a few thousand characters. */
    private static final int LONGEST_TEXT = 1000;

    static PluginOutput unknown(String text) {
        return new PluginOutput(Verdict.UNKNOWN, text, List.of());
    }

    static PluginOutput critical(String text) {
        return new PluginOutput(Verdict.CRITICAL, text, List.of());
    }

    /** In one line, as the guidelines have it. */
    String line() {
        StringBuilder line = new StringBuilder(SERVICE).append(' ').append(verdict);
        String shown = onOneLine(text);
        if (!shown.isEmpty()) {
            line.append(" - ").append(shown);
        }
        if (!counters.isEmpty()) {
            line.append(" |");
            for (Counter counter : counters) {
                line.append(' ').append(PerformanceData.of(counter));
            }
        }
        return line.toString();
    }

    /** What ends a line or begins the performance data becomes something else. */
    private static String onOneLine(String text) {
        StringBuilder shown = new StringBuilder();
        for (int at = 0; at < text.length(); ) {
            int character = text.codePointAt(at);
            at += Character.charCount(character);
            if (shown.length() >= LONGEST_TEXT) {
                return shown.append("...").toString();
            }
            if (PerformanceData.breaksLines(character)) {
                character = ' ';
            }
            boolean blankAgain =
                    character == ' '
                            && (shown.isEmpty() || shown.charAt(shown.length() - 1) == ' ');
            if (!blankAgain) {
                shown.appendCodePoint(character == '|' ? '/' : character);
            }
        }
        return shown.toString().stripTrailing();
    }
}
