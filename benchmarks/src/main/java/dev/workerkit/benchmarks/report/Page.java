package dev.workerkit.benchmarks.report;

import dev.workerkit.benchmarks.machine.Machine;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A page that needs nothing but itself, and what all such pages have. */
public final class Page {

    private static final DateTimeFormatter MINUTES =
            DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    private Page() {}

    /**
     * The page.
     *
     * @param title plain text
     * @param header markup, as is all that follows
     * @param main what it is about
     * @param footer how to read it
     */
    public static String of(String title, String header, String main, String footer) {
        return """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>%s</title>
        <style>%s%s</style>
        </head>
        <body>
        <header>
        %s</header>
        %s
        <footer>%s</footer>
        </body>
        </html>
        """
                .formatted(
                        Markup.text(title),
                        Resource.text("plot.css"),
                        Resource.text("report.css"),
                        header,
                        main,
                        footer);
    }

    /** A list of plain lines; nothing if there are none. */
    public static String list(String type, List<String> lines) {
        if (lines.isEmpty()) {
            return "";
        }
        return lines.stream()
                .map(line -> "<li>" + Markup.text(line) + "</li>\n")
                .collect(Collectors.joining("", "<ul class=\"" + type + "\">\n", "</ul>\n"));
    }

    /** Where and when something was measured, and what else is to be said of it: more facts. */
    public static String facts(Machine machine, Instant started, Duration took, String more) {
        return "<dl>\n"
                + fact("Processor", machine.processor() + ", " + machine.processors() + " usable")
                + fact("Kernel", machine.kernel() + ", " + machine.arch())
                + fact("Java", machine.java())
                + fact(
                        "Memory",
                        machine.memoryMebibytes()
                                + " MiB, "
                                + machine.sharedMemoryMebibytes()
                                + " MiB free in /dev/shm")
                + fact("Clock of the processors", machine.governor())
                + fact("Load before", Double.toString(machine.loadBefore()))
                + fact("Started", MINUTES.format(started))
                + fact("Took", took.toMinutes() + " min " + took.toSecondsPart() + " s")
                + more
                + "</dl>\n";
    }

    /** A fact of plain text. */
    public static String fact(String name, String value) {
        return "<div><dt>" + name + "</dt><dd>" + Markup.text(value) + "</dd></div>\n";
    }
}
