package dev.workerkit.benchmarks.soak;

import java.util.Locale;

/** Messages of 256 letters that tell their number, and whether they are whole. */
final class Text {

    private static final int LETTERS = 256;
    private static final int DIGITS = 12;
    private static final int ALPHABET = 26;

    /** Of a message that is not one of ours, or not whole. */
    static final long BROKEN = -1;

    private Text() {}

    static String of(long number) {
        StringBuilder text = new StringBuilder(LETTERS);
        text.append(String.format(Locale.ROOT, "%0" + DIGITS + "d", number));
        long state = number;
        while (text.length() < LETTERS) {
            // Knuth's constants: neighbours are as different as any two.
            state = state * 6364136223846793005L + 1442695040888963407L;
            text.append((char) ('a' + (state >>> 33) % ALPHABET));
        }
        return text.toString();
    }

    static long number(Object message) {
        if (!(message instanceof String text) || text.length() != LETTERS) {
            return BROKEN;
        }
        try {
            long number = Long.parseLong(text.substring(0, DIGITS));
            return number >= 0 && of(number).equals(text) ? number : BROKEN;
        } catch (NumberFormatException e) {
            return BROKEN;
        }
    }
}
