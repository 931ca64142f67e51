package dev.workerkit.tck.campaign;

import java.util.OptionalLong;
import java.util.SplittableRandom;

/** The messages of the campaign: a number, and a text that follows from it. */
final class Letter {

    /** No message is longer, in bytes. */
    static final int LONGEST = 1024;

    private static final int USUAL = 200;
    private static final int NOT_USUAL = 16;

    private Letter() {}

    /** The message of this number; most are short. */
    static String text(long number) {
        SplittableRandom random = new SplittableRandom(number);
        int longest = random.nextInt(NOT_USUAL) == 0 ? LONGEST - 20 : USUAL;
        StringBuilder text = new StringBuilder().append(number).append(':');
        for (int left = random.nextInt(longest); left > 0; left--) {
            text.append((char) ('a' + random.nextInt(26)));
        }
        return text.toString();
    }

    /** The number of a message, if it is one that somebody can have sent. */
    static OptionalLong number(String text) {
        int end = text.indexOf(':');
        if (end < 1 || !text.substring(0, end).matches("[1-9]\\d{0,17}")) {
            return OptionalLong.empty();
        }
        long number = Long.parseLong(text.substring(0, end));
        return text.equals(text(number)) ? OptionalLong.of(number) : OptionalLong.empty();
    }
}
