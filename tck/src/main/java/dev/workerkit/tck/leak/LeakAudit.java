package dev.workerkit.tck.leak;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;

/**
 * Looks at what this JVM has after each verification, and at the end at what is left. As
 * verifications run side by side, who made something is narrowed down to those that ran when it
 * came. What a JVM may have once, such as a thread for all runtimes, is a leak when it comes more
 * often. All methods may be called from any thread.
 */
public final class LeakAudit {

    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Optional<Path> temporary;
    private final Set<Holding> before;
    private final Map<Holding, Set<String>> since = new LinkedHashMap<>();
    private final Set<String> running = new TreeSet<>();
    private Set<String> ranSinceTheLastLook = new TreeSet<>();

    /**
     * What is there now does not count.
     *
     * @param temporary the temporary folder of this JVM, if nobody else uses it
     */
    public LeakAudit(Optional<Path> temporary) {
        this.temporary = temporary;
        this.before = Holdings.now(temporary);
    }

    /** The verification of this id is about to run. */
    public synchronized void begins(String verification) {
        running.add(verification);
        ranSinceTheLastLook.add(verification);
    }

    /** It is over, and all that it opened is closed. */
    public synchronized void ends(String verification) {
        look();
        running.remove(verification);
        ranSinceTheLastLook = new TreeSet<>(running);
    }

    private void look() {
        Set<Holding> now = Holdings.now(temporary);
        now.removeAll(before);
        since.keySet().retainAll(now);
        List<String> suspects = List.copyOf(ranSinceTheLastLook);
        now.forEach(each -> since.computeIfAbsent(each, any -> new TreeSet<>(suspects)));
    }

    /**
     * What is left when nothing runs any more.
     *
     * @param patience how long that may take to go which is on its way
     */
    public List<Leak> leftOver(Duration patience) {
        long end = System.nanoTime() + patience.toNanos();
        List<Leak> left = left();
        while (!left.isEmpty() && System.nanoTime() < end) {
            LockSupport.parkNanos(PAUSE.toNanos());
            left = left();
        }
        return left;
    }

    private synchronized List<Leak> left() {
        look();
        Map<String, List<Holding>> byPurpose =
                since.keySet().stream().collect(Collectors.groupingBy(Holding::purpose));
        Map<String, Long> beforeByPurpose = new HashMap<>();
        before.forEach(each -> beforeByPurpose.merge(each.purpose(), 1L, Long::sum));
        return byPurpose.values().stream()
                .filter(alike -> !isHadOnce(alike, beforeByPurpose))
                .flatMap(Collection::stream)
                .map(
                        each ->
                                new Leak(
                                        each.kind().toString(),
                                        each.name(),
                                        new ArrayList<>(since.getOrDefault(each, Set.of()))))
                .sorted(Comparator.comparing(Leak::toString))
                .toList();
    }

    /** It came all at once, and there was none before. */
    private boolean isHadOnce(List<Holding> alike, Map<String, Long> beforeByPurpose) {
        Holding first = alike.get(0);
        return first.kind().mayBeHadOnce()
                && !beforeByPurpose.containsKey(first.purpose())
                && alike.stream().map(since::get).distinct().count() == 1;
    }
}
