package dev.workerkit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.Range;
import dev.workerkit.SpecException;
import dev.workerkit.WorkerAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckWordsTest {

    private static CheckCall parse(String line) {
        return CheckWords.parse(line.split(" "));
    }

    private static Optional<Range> range(String text) {
        return Optional.of(Range.parse(text));
    }

    @Test
    void anAddressWillDo() {
        assertThat(parse("unix:///run/a"))
                .isEqualTo(
                        new CheckCall(
                                new Target(
                                        WorkerAddress.parse("unix:///run/a"),
                                        new CookieSource(Optional.empty(), Optional.empty()),
                                        Optional.empty()),
                                List.of(),
                                Duration.ofSeconds(10)));
    }

    @Test
    void rangesBelongToTheCounterBeforeThem() {
        assertThat(parse("-m a -w 5 -c 8 unix:///a -m b -m c -c @1:2 -w ~:-3").measures())
                .containsExactly(
                        new Measure("a", range("5"), range("8")),
                        Measure.of("b"),
                        new Measure("c", range("~:-3"), range("@1:2")));
    }

    @Test
    void valuesStandApartOrNot() {
        assertThat(parse("-ma -w-5:5 --critical=8: -t2.5 --cookie-file=/c -- unix:///a"))
                .isEqualTo(
                        new CheckCall(
                                new Target(
                                        WorkerAddress.parse("unix:///a"),
                                        new CookieSource(
                                                Optional.of(Path.of("/c")), Optional.empty()),
                                        Optional.empty()),
                                List.of(new Measure("a", range("-5:5"), range("8:"))),
                                Duration.ofMillis(2500)));
        assertThat(parse("--counter a --warning -5:5 --timeout 3 tcp://h:1 --cookie-env V"))
                .isEqualTo(parse("-m a -w -5:5 -t 3 --cookie-env=V tcp://h:1"));
        assertThat(parse("unix:///a -t 2m").timeout()).isEqualTo(Duration.ofMinutes(2));
        assertThat(parse("unix:///a -t 500ms")).isEqualTo(parse("unix:///a -t 0.5"));
        assertThat(parse("tls://h:1 --profile p.json").target().profile())
                .contains(Path.of("p.json"));
    }

    @ParameterizedTest
    @CsvSource({
        "-t 5, ADDRESS: there is none; name the worker",
        "/run/a, use unix:///absolute/path",
        "unix:///a unix:///b, ADDRESS: 'unix:///b' is a second one",
        "unix:///a -m, -m: its value is missing",
        "unix:///a --counter=, --counter: its value is missing",
        "unix:///a -w 5, -w: there is no counter that it is for; give it after the -m",
        "unix:///a -c 5 -m a, -c: there is no counter that it is for",
        "unix:///a -m a -w 5 -w 6, '-w: ''a'' has one already, 5'",
        "unix:///a -m a -c 5 -c 6, '-c: ''a'' has one already, 5'",
        "unix:///a -m a -m a, -m: 'a' is asked for twice",
        "unix:///a -m a -w 20:10, '20:10' is no range: its low end is above its high end",
        "unix:///a -m a -w ten, 'ten' is no range",
        "unix:///a -t 0, -t: '0' is no time from 1ms to 24h",
        "unix:///a -t -1, -t: '-1' is no time",
        "unix:///a -t soon, 'write it like 500ms, 15s'",
        "unix:///a -t 100000, -t: '100000' is no time",
        "unix:///a -x, -x: there is no such option; leave it out",
        "unix:///a --colour, --colour: there is no such option",
        "unix:///a -a secret, '-a: a cookie on the command line is one that everybody can read; use --cookie-file'",
        "unix:///a --cookie-file f --cookie-env V, cookie: it is in a file and in the environment"
    })
    void whatCannotBeMeantIsRefused(String line, String found) {
        assertThatThrownBy(() -> parse(line))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining(found)
                .hasMessageNotContaining("secret");
    }
}
