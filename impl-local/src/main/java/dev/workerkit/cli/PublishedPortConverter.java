package dev.workerkit.cli;

import dev.workerkit.PublishedPort;
import dev.workerkit.SpecException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads {@code PORT}, {@code PORT:PORT} or one of these behind an address. */
final class PublishedPortConverter extends SpecConverter<PublishedPort> {

    private static final Pattern FORM =
            Pattern.compile(
                    "(?:(?<address>\\[[0-9a-fA-F:.]+]|\\d+(?:\\.\\d+){3}):)?"
                            + "(?<here>\\d{1,5})(?::(?<there>\\d{1,5}))?");
    private static final String LOOPBACK = "127.0.0.1";

    @Override
    PublishedPort read(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new SpecException(
                    "isolation.published",
                    "'" + text + "' is no port to publish",
                    "write it like 8080, 8080:80, or 0.0.0.0:8080:80 to be reached by others");
        }
        String address = parts.group("address");
        int here = Integer.parseInt(parts.group("here"));
        String there = parts.group("there");
        return new PublishedPort(
                address == null ? LOOPBACK : address.replaceAll("[\\[\\]]", ""),
                here,
                there == null ? here : Integer.parseInt(there));
    }
}
