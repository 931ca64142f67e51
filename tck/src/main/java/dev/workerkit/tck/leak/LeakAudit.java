package dev.workerkit.tck.leak;

import dev.workerkit.spi.RunningWorker;
import dev.workerkit.tck.leak.Holding.Kind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Looks after each verification at what this JVM has, and at what there is in its temporary folder
 * and in shared memory; and at the end at what is left, in the engines of containers too. What bears
 * the id of a worker is that of the verification that the worker was of. Of all else, as
 * verifications run side by side, who made it is narrowed down to those that ran when it came. What
 * a JVM may have once, such as a thread for all runtimes, is a leak when it comes more often. All
 * methods may be called from any thread.
 */
public final class LeakAudit {

    private static final Duration PAUSE = Duration.ofMillis(50);

    private final Ground ground;
    private final Set<Holding> before;
    private final EngineStock engines;
    private final Map<Holding, Set<String>> since = new LinkedHashMap<>();
    private final Set<Path> ownMemory = new HashSet<>();
    private final Timetable timetable = new Timetable();
    private Set<String> ranSinceTheLastLook = new TreeSet<>();

    /** What is there now does not count. */
    public LeakAudit(Ground ground) {
        this.ground = ground;
        this.before = Holdings.now(ground.temporary(), id -> false);
        this.engines = new EngineStock(ground.engines());
    }

    /** The verification of this id is about to run. */
    public synchronized void begins(String verification) {
        timetable.begins(verification);
        ranSinceTheLastLook.add(verification);
    }

    /**
     * It is over, and all that it opened is closed.
     *
     * @param workers the ids of those that it had
     */
    public synchronized void ends(String verification, Set<String> workers) {
        look();
        timetable.ends(verification, workers);
        ranSinceTheLastLook = timetable.running();
    }

    private void look() {
        ownMemory.addAll(SharedFiles.partsOfThisJvm());
        Set<Holding> now = Holdings.now(ground.temporary(), this::isKnown);
        now.removeAll(before);
        since.keySet().retainAll(now);
        Set<String> suspects = Set.copyOf(ranSinceTheLastLook);
        now.forEach(each -> since.computeIfAbsent(each, any -> suspects));
    }

    private boolean isKnown(String worker) {
        return timetable.ofWorker(worker).isPresent();
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
        Set<Holding> left =
                byPurpose.values().stream()
                        .filter(alike -> !isHadOnce(alike, beforeByPurpose))
                        .flatMap(Collection::stream)
                        .collect(Collectors.toCollection(LinkedHashSet::new));
        removeWhatIsOfStrangers(left);
        return Stream.of(left, engines.left(this::isKnown), workers())
                .flatMap(Collection::stream)
                .map(this::leak)
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

    /** Of shared memory that counts which lies where this JVM had something, and nobody uses it. */
    private void removeWhatIsOfStrangers(Set<Holding> left) {
        List<Path> shared =
                left.stream()
                        .filter(each -> each.kind() == Kind.SHARED_MEMORY)
                        .map(each -> Path.of(each.identity()))
                        .filter(file -> ownMemory.contains(SharedFiles.part(file)))
                        .toList();
        List<Path> unused = SharedFiles.unused(shared);
        left.removeIf(
                each ->
                        each.kind() == Kind.SHARED_MEMORY
                                && !unused.contains(Path.of(each.identity())));
    }

    private List<Holding> workers() {
        return ground.workers().get().stream()
                .map(RunningWorker::id)
                .filter(id -> isKnown(id.value()))
                .map(
                        id ->
                                new Holding(
                                        Kind.WORKER,
                                        id.value(),
                                        id.value(),
                                        Optional.of(id.value()),
                                        Optional.empty()))
                .toList();
    }

    private Leak leak(Holding holding) {
        return new Leak(holding.kind().toString(), holding.name(), suspects(holding));
    }

    private List<String> suspects(Holding holding) {
        return holding.worker()
                .flatMap(timetable::ofWorker)
                .map(List::of)
                .or(() -> holding.born().map(timetable::at).map(List::copyOf))
                .orElseGet(() -> List.copyOf(new TreeSet<>(since.getOrDefault(holding, Set.of()))));
    }
}
