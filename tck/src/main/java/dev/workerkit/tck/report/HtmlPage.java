package dev.workerkit.tck.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** A page that needs nothing but itself: its style and its script are in it. */
final class HtmlPage {

    private HtmlPage() {}

    /** A page with this title, header, main part and footer, which are HTML but for the title. */
    static String of(String title, String header, String main, String footer) {
        return """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta name="color-scheme" content="light dark">
        <title>%s</title>
        <style>
        %s</style>
        </head>
        <body>
        <a class="skip" href="#requirements">To the requirements</a>
        %s<main id="requirements">
        %s</main>
        <footer>%s</footer>
        <script>
        %s</script>
        </body>
        </html>
        """
                .formatted(
                        Markup.text(title),
                        resource("report.css"),
                        header,
                        main,
                        footer,
                        resource("report.js"));
    }

    private static String resource(String name) {
        try (InputStream resource =
                Objects.requireNonNull(HtmlPage.class.getResourceAsStream(name))) {
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("The TCK's " + name + " can't be read", e);
        }
    }
}
