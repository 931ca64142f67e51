package dev.workerkit.tck.examiner;

import com.fasterxml.jackson.databind.JsonNode;
import dev.workerkit.tck.TckSession;
import dev.workerkit.tck.replay.Arguments;
import dev.workerkit.tck.report.Counterexample;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Gives a property its seed, or the one sample that it is to be tried with, and keeps what
 * falsified it. Used by one thread at a time.
 */
final class PropertyWatch implements AutoCloseable {

    private static final ThreadLocal<@Nullable PropertyWatch> CURRENT = new ThreadLocal<>();

    private static final int FEW_TRIES = 4;
    private static final Duration BUDGET = Duration.ofSeconds(6);

    private final Pace pace;
    private final TckSession session;
    private final FailedTries failedTries = new FailedTries();
    private final long begin = System.nanoTime();
    private int tries;
    private List<Object> lastFailed = List.of();
    private @Nullable Counterexample counterexample;
    private @Nullable Evidence evidence;

    private PropertyWatch(Pace pace, TckSession session) {
        this.pace = pace;
        this.session = session;
    }

    /** Watches what runs on this thread, in this session. */
    static PropertyWatch begin(Pace pace, TckSession session) {
        PropertyWatch watch = new PropertyWatch(pace, session);
        CURRENT.set(watch);
        return watch;
    }

    /** That of this thread; none if the property is not run by the TCK. */
    static Optional<PropertyWatch> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    /** In which the property runs, on whichever thread. */
    TckSession session() {
        return session;
    }

    long seed() {
        return pace.seed();
    }

    /** Whether one sample alone is to be tried. */
    boolean replays() {
        return pace.arguments() != null;
    }

    /** A try begins: with the arguments that were generated for it, or with those to be replayed. */
    List<Object> begins(Method property, List<Object> generated) {
        session.recorder().beginAgain();
        List<JsonNode> replayed = pace.arguments();
        return replayed == null ? generated : Arguments.values(replayed, property);
    }

    /** A try with these arguments has failed. */
    void failed(List<Object> arguments) {
        lastFailed = List.copyOf(arguments);
        failedTries.add(lines(arguments), session.recorder().trace());
    }

    /** The property is falsified, at the least by these arguments; in a replay, by those of it. */
    void falsified(String itsSeed, int itsTries, List<Object> shrunk) {
        List<Object> arguments = replays() ? lastFailed : shrunk;
        counterexample = new Counterexample(itsSeed, itsTries, lines(arguments));
        evidence =
                new Evidence(
                        failedTries.of(lines(arguments)), Arguments.json(arguments).orElse(null));
    }

    /** To be called after each try: whether there were enough for the time that they take. */
    boolean triedEnough() {
        tries++;
        return tries >= FEW_TRIES && System.nanoTime() - begin > BUDGET.toNanos();
    }

    Optional<Counterexample> counterexample() {
        return Optional.ofNullable(counterexample);
    }

    /** By what others can follow it. */
    Evidence evidence() {
        return evidence == null ? Evidence.of(session.recorder().trace()) : evidence;
    }

    @Override
    public void close() {
        CURRENT.remove();
    }

    private static List<String> lines(List<Object> arguments) {
        return arguments.stream().flatMap(PropertyWatch::lines).toList();
    }

    /** One for each step, if it is a sequence of them. */
    private static Stream<String> lines(@Nullable Object argument) {
        if (argument instanceof List<?> list
                && !list.isEmpty()
                && list.stream().allMatch(Record.class::isInstance)) {
            return list.stream().map(String::valueOf);
        }
        if (argument instanceof byte[] bytes) {
            return Stream.of(bytes.length + " bytes");
        }
        return argument instanceof Object[] array
                ? Stream.of(Arrays.deepToString(array))
                : Stream.of(String.valueOf(argument));
    }
}
