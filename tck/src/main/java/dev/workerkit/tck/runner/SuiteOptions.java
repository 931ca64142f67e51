package dev.workerkit.tck.runner;

import dev.workerkit.tck.examiner.Lanes;
import dev.workerkit.tck.examiner.Pace;
import dev.workerkit.tck.exclusion.Exclusion;
import dev.workerkit.tck.exclusion.ExclusionFile;
import dev.workerkit.tck.registry.Area;
import dev.workerkit.tck.registry.Profile;
import dev.workerkit.tck.registry.Registry;
import dev.workerkit.tck.report.RunOptions;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * What a vendor's build asks for by system properties, which are the options of the command line.
 *
 * @param areas the codes of those that are verified; all if there are none
 * @param profiles the names of those that are verified; all if there are none
 * @param seed of all random choices
 * @param timeScale none if it is to be measured
 * @param parallel how many verifications run side by side
 * @param runs how often everything is run
 * @param exclusions what does not count
 */
record SuiteOptions(
        List<String> areas,
        List<String> profiles,
        long seed,
        Optional<Double> timeScale,
        int parallel,
        int runs,
        List<Exclusion> exclusions) {

    private static final String PREFIX = "workerkit.tck.";

    /**
     * Reads the properties.
     *
     * @throws IllegalArgumentException if one of them can't be meant
     */
    static SuiteOptions of(Registry registry) {
        return new SuiteOptions(
                names(
                        "area",
                        code -> code.toUpperCase(Locale.ROOT),
                        registry.areas().stream().map(Area::code).toList()),
                names(
                        "profile",
                        name -> name.toLowerCase(Locale.ROOT),
                        registry.profiles().stream().map(Profile::name).toList()),
                askedSeed(),
                askedTimeScale(),
                number("parallel", Lanes.DEFAULT_COUNT, Lanes.MOST),
                number("runs", 1, Pace.MOST_RUNS),
                Optional.ofNullable(System.getProperty(PREFIX + "exclusions"))
                        .map(file -> ExclusionFile.read(Path.of(file), registry, LocalDate.now()))
                        .orElse(List.of()));
    }

    /** The same, for the report. */
    RunOptions forRun(Lanes lanes) {
        return new RunOptions(
                areas, List.of(), profiles, seed, lanes.timeScale(), runs, exclusions);
    }

    private static long askedSeed() {
        String asked = System.getProperty(PREFIX + "seed", "").strip();
        try {
            return asked.isEmpty()
                    ? RandomGenerator.getDefault().nextLong(1L << 32)
                    : Long.parseLong(asked);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    PREFIX + "seed is '" + asked + "'; it must be a whole number", e);
        }
    }

    private static Optional<Double> askedTimeScale() {
        try {
            return Optional.ofNullable(System.getProperty(PREFIX + "time-scale"))
                    .flatMap(Pace::timeScale);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(PREFIX + "time-scale " + e.getMessage(), e);
        }
    }

    private static int number(String option, int usual, int most) {
        String asked = System.getProperty(PREFIX + option, "").strip();
        if (asked.isEmpty()) {
            return usual;
        }
        if (!asked.matches("[1-9]\\d{0,3}") || Integer.parseInt(asked) > most) {
            throw new IllegalArgumentException(
                    PREFIX + option + " is '" + asked + "'; it must be 1 to " + most);
        }
        return Integer.parseInt(asked);
    }

    private static List<String> names(
            String kind, UnaryOperator<String> normalized, List<String> known) {
        List<String> asked =
                Stream.of(System.getProperty(PREFIX + kind, "").split(","))
                        .map(String::strip)
                        .filter(each -> !each.isEmpty())
                        .map(normalized)
                        .toList();
        for (String each : asked) {
            if (!known.contains(each)) {
                throw new IllegalArgumentException(
                        PREFIX + "%s: no %s '%s'; there are %s".formatted(kind, kind, each, known));
            }
        }
        return asked;
    }
}
