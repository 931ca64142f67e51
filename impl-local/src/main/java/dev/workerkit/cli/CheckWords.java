package dev.workerkit.cli;

import dev.workerkit.Range;
import dev.workerkit.SpecException;
import dev.workerkit.WorkerAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads the words that the plugin is called with. Picocli would take longer to load than all else
 * that a check does, and monitoring systems run hundreds of them a minute.
 */
final class CheckWords {

    private static final Duration LONGEST_TIMEOUT = Duration.ofHours(24);

    private final String[] words;
    private int next;

    private final List<Measure> measures = new ArrayList<>();
    private @Nullable WorkerAddress address;
    private @Nullable Path cookieFile;
    private @Nullable String cookieVariable;
    private @Nullable Path profile;
    private Duration timeout = CheckCall.DEFAULT_TIMEOUT;

    private CheckWords(String... words) {
        this.words = words;
    }

    /**
     * Reads a call.
     *
     * @throws SpecException if it can't be meant
     */
    static CheckCall parse(String... words) {
        return new CheckWords(words).read();
    }

    private CheckCall read() {
        boolean options = true;
        while (next < words.length) {
            String word = words[next++];
            if (options && word.equals("--")) {
                options = false;
            } else if (options && word.startsWith("--")) {
                int end = word.indexOf('=');
                readOption(
                        end < 0 ? word : word.substring(0, end),
                        end < 0 ? null : word.substring(end + 1));
            } else if (options && word.startsWith("-") && word.length() > 1) {
                readOption(word.substring(0, 2), word.length() > 2 ? word.substring(2) : null);
            } else {
                readAddress(word);
            }
        }
        if (address == null) {
            throw new SpecException(
                    "ADDRESS", "there is none", "name the worker, for example unix:///run/squares");
        }
        return new CheckCall(
                new Target(
                        address,
                        new CookieSource(
                                Optional.ofNullable(cookieFile),
                                Optional.ofNullable(cookieVariable)),
                        Optional.ofNullable(profile)),
                List.copyOf(measures),
                timeout);
    }

    private void readAddress(String word) {
        if (address != null) {
            throw new SpecException(
                    "ADDRESS", "'" + word + "' is a second one", "check one worker at a time");
        }
        address = WorkerAddress.parse(word);
    }

    private void readOption(String option, @Nullable String joined) {
        switch (option) {
            case "-m", "--counter" -> addMeasure(option, value(option, joined));
            case "-w", "--warning" -> setWarning(option, Range.parse(value(option, joined)));
            case "-c", "--critical" -> setCritical(option, Range.parse(value(option, joined)));
            case "-t", "--timeout" -> timeout = time(option, value(option, joined));
            case "--cookie-file" -> cookieFile = Path.of(value(option, joined));
            case "--cookie-env" -> cookieVariable = value(option, joined);
            case "--profile" -> profile = Path.of(value(option, joined));
            case "-a", "--cookie" ->
                    throw new SpecException(
                            option,
                            "a cookie on the command line is one that everybody can read",
                            "use --cookie-file or --cookie-env");
            default -> throw new SpecException(option, "there is no such option", "leave it out");
        }
    }

    private String value(String option, @Nullable String joined) {
        String value = joined;
        if (value == null && next < words.length) {
            value = words[next++];
        }
        if (value == null || value.isEmpty()) {
            throw new SpecException(option, "its value is missing", "give it one");
        }
        return value;
    }

    private void addMeasure(String option, String counter) {
        for (Measure measure : measures) {
            if (measure.counter().equals(counter)) {
                throw new SpecException(
                        option, "'" + counter + "' is asked for twice", "name each counter once");
            }
        }
        measures.add(Measure.of(counter));
    }

    private void setWarning(String option, Range range) {
        Measure measure = lastMeasure(option);
        requireNone(option, measure, measure.warning());
        setLast(new Measure(measure.counter(), Optional.of(range), measure.critical()));
    }

    private void setCritical(String option, Range range) {
        Measure measure = lastMeasure(option);
        requireNone(option, measure, measure.critical());
        setLast(new Measure(measure.counter(), measure.warning(), Optional.of(range)));
    }

    private Measure lastMeasure(String option) {
        if (measures.isEmpty()) {
            throw new SpecException(
                    option,
                    "there is no counter that it is for",
                    "give it after the -m that it belongs to");
        }
        return measures.get(measures.size() - 1);
    }

    private static void requireNone(String option, Measure measure, Optional<Range> given) {
        if (given.isPresent()) {
            throw new SpecException(
                    option,
                    "'" + measure.counter() + "' has one already, " + given.get(),
                    "give each counter one at most");
        }
    }

    private void setLast(Measure measure) {
        measures.set(measures.size() - 1, measure);
    }

    private static Duration time(String option, String text) {
        Duration time = Durations.parse(text).orElse(Duration.ZERO);
        if (time.isZero() || time.compareTo(LONGEST_TIMEOUT) > 0) {
            throw new SpecException(
                    option,
                    "'" + text + "' is no time from 1ms to 24h",
                    "write it like " + Durations.EXAMPLES);
        }
        return time;
    }
}
