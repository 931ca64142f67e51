package dev.workerkit.tck;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The tightest timings of a verification: of each judgement that which was tightest, and the waits
 * that came nearest to their limits. All methods may be called from any thread.
 */
final class Timings {

    private static final int WAITS = 3;
    private static final int JUDGEMENTS = 20;
    private static final Comparator<Timing> TIGHTEST_FIRST =
            Comparator.comparingDouble(Timing::tightness).reversed();

    private final Map<String, Timing> judgements = new LinkedHashMap<>();
    private final List<Timing> waits = new ArrayList<>();

    void note(String what, Timing.Kind kind, Duration observed, Duration limit) {
        note(new Timing(what, kind, observed.toMillis(), limit.toMillis()));
    }

    private synchronized void note(Timing timing) {
        if (timing.judges()) {
            judgements.merge(timing.kind() + timing.what(), timing, Timings::tighter);
            return;
        }
        waits.add(timing);
        waits.sort(TIGHTEST_FIRST);
        if (waits.size() > WAITS) {
            waits.remove(WAITS);
        }
    }

    private static Timing tighter(Timing one, Timing other) {
        return TIGHTEST_FIRST.compare(one, other) <= 0 ? one : other;
    }

    /** Judgements first, the tightest of them first, and then waits. */
    synchronized List<Timing> all() {
        return Stream.concat(
                        judgements.values().stream().sorted(TIGHTEST_FIRST).limit(JUDGEMENTS),
                        waits.stream())
                .toList();
    }
}
