package dev.workerkit.tck.fork;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a JVM wrote about its crash.
 *
 * @param lines all
 */
record CrashReport(List<String> lines) {

    private static final Pattern THREAD =
            Pattern.compile("Current thread .*?\\bJavaThread \"(.*)\".*");
    private static final Pattern CAUSE = Pattern.compile("#\\s+(.*\\bat pc=.*|.*Error.*)");
    private static final int HEAD = 60;

    static Optional<CrashReport> read(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try {
            String text = Files.readString(file, StandardCharsets.ISO_8859_1);
            return Optional.of(new CrashReport(text.lines().toList()));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    String words() {
        return "the JVM crashed: "
                + first(CAUSE).orElse("no cause given")
                + frame().map(frame -> " in " + frame).orElse("");
    }

    /** The name of the Java thread that crashed. */
    Optional<String> thread() {
        return first(THREAD);
    }

    /** What is of most use. */
    String head() {
        return String.join("\n", lines.stream().limit(HEAD).toList());
    }

    /** The line after the one that announces it. */
    private Optional<String> frame() {
        int announced = lines.indexOf("# Problematic frame:");
        return announced < 0 || announced + 1 == lines.size()
                ? Optional.empty()
                : Optional.of(lines.get(announced + 1).replaceFirst("^#\\s*", ""));
    }

    private Optional<String> first(Pattern pattern) {
        return lines.stream()
                .map(pattern::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .findFirst();
    }
}
