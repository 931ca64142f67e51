package dev.workerkit.engine;

import dev.workerkit.Launch;
import dev.workerkit.WorkerId;
import dev.workerkit.WorkerSpec;
import java.security.SecureRandom;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes up the names of workers that were given none, and the ids of all. */
public final class Names {

    private static final String ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
    private static final int RANDOM_LETTERS = 8;
    private static final int LONGEST_STEM = 40;

    private static final SecureRandom RANDOM = new SecureRandom();
    private final AtomicInteger next = new AtomicInteger(1);

    /** A name after what the worker runs, for example {@code squarer-1}. */
    String nameFor(WorkerSpec spec) {
        return stem(spec.launch()) + "-" + next.getAndIncrement();
    }

    /** What a name begins with, for example {@code squarer}. */
    public static String stem(Launch launch) {
        String stem = "shell";
        if (launch instanceof Launch.Command command) {
            stem = afterLast('/', command.words().get(0));
        } else if (launch instanceof Launch.JavaWorker java) {
            stem = afterLast('$', afterLast('.', java.className()));
        }
        return plain(stem);
    }

    /** An id after the name that no other worker has, for example {@code squarer-1-k3v2xq7d}. */
    public static WorkerId idFor(String name) {
        StringBuilder id = new StringBuilder(plain(name)).append('-');
        for (int i = 0; i < RANDOM_LETTERS; i++) {
            id.append(ALPHABET.charAt(RANDOM.nextInt(ALPHABET.length())));
        }
        return new WorkerId(id.toString());
    }

    private static String afterLast(char separator, String text) {
        return text.substring(text.lastIndexOf(separator) + 1);
    }

    private static String plain(String text) {
        String letters = text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-");
        String trimmed = letters.replaceAll("^-+|-+$", "");
        if (trimmed.isEmpty()) {
            return "worker";
        }
        return trimmed.length() > LONGEST_STEM ? trimmed.substring(0, LONGEST_STEM) : trimmed;
    }
}
