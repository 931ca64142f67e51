package dev.workerkit.cli;

/** Others' text for a terminal. */
final class Printable {

    private Printable() {}

    /** Without what would command a terminal. */
    static String of(String text) {
        return text.replaceAll("\\p{Cntrl}", "?");
    }
}
