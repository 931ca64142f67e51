package dev.workerkit.tck.harness;

/** What can be shown of a text of any length. */
final class Excerpt {

    private static final int MOST = 160;

    private Excerpt() {}

    static String of(String text) {
        String clean =
                text.codePoints()
                        .map(c -> Character.isISOControl(c) ? 0xFFFD : c)
                        .collect(
                                StringBuilder::new,
                                StringBuilder::appendCodePoint,
                                StringBuilder::append)
                        .toString();
        return clean.length() <= MOST
                ? clean
                : clean.substring(0, MOST) + "… (" + text.length() + " characters)";
    }
}
