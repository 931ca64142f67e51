package dev.workerkit.tck.leak;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Which verifications ran when, and which workers were theirs. Used by one thread at a time. */
final class Timetable {

    /** Some say when they were made to the second only. */
    private static final Duration INACCURACY = Duration.ofSeconds(1);

    private final Map<String, Instant> begun = new LinkedHashMap<>();
    private final Map<String, Instant> ended = new HashMap<>();
    private final Map<String, String> verificationOfWorker = new HashMap<>();

    void begins(String verification) {
        begun.put(verification, Instant.now());
        ended.remove(verification);
    }

    void ends(String verification, Set<String> workers) {
        ended.put(verification, Instant.now());
        workers.forEach(each -> verificationOfWorker.put(each, verification));
    }

    /** Those that run now. */
    Set<String> running() {
        Set<String> running = new TreeSet<>(begun.keySet());
        running.removeAll(ended.keySet());
        return running;
    }

    /** Those that ran at a moment. */
    Set<String> at(Instant moment) {
        Set<String> found = new TreeSet<>();
        begun.forEach(
                (verification, begin) -> {
                    Instant end = ended.getOrDefault(verification, Instant.MAX);
                    if (!moment.plus(INACCURACY).isBefore(begin) && !moment.isAfter(end)) {
                        found.add(verification);
                    }
                });
        return found;
    }

    /** The one that a worker was of, once that is over. */
    Optional<String> ofWorker(String id) {
        return Optional.ofNullable(verificationOfWorker.get(id));
    }
}
