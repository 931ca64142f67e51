package dev.workerkit.container;

import dev.workerkit.WorkerException;
import dev.workerkit.container.disk.DiskSweep;
import dev.workerkit.container.engine.Engine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The main class of the guard. Its standard input tells it which runtimes to watch over, one line
 * each; when that ends without a farewell, so has their master, and it removes what they left: in the
 * engine first, then disks, then directories.
 */
public final class GuardMain {

    private static final System.Logger LOG = System.getLogger(GuardMain.class.getName());

    private static final String ADD = "add";
    private static final String REMOVE = "remove";
    private static final String FAREWELL = "bye";

    /** The token of no runtime. */
    private static final String NOBODY = "none";

    private static final String BETWEEN = "\t";
    private static final int DIRECTORIES = 3;

    /** What the master asked for in its last moment may be made after we have looked. */
    private static final int LOOKS = 4;

    private static final long BETWEEN_LOOKS_MILLIS = 250;

    /** An engine that is gone for longer the next master finds back. */
    private static final int MOST_FAILURES = 120;

    private static final long AFTER_FAILURE_MILLIS = 1_000;

    private final Map<String, Watched> watched = new LinkedHashMap<>();

    /** Held, so that the connections are there when they are needed. */
    private final Map<String, Engine> engines = new HashMap<>();

    private GuardMain() {}

    /** A runtime, and what to clear away of it. */
    private record Watched(String token, String engine, List<Path> directories) {

        static Watched of(String[] fields) {
            List<Path> directories = Stream.of(fields).skip(DIRECTORIES).map(Path::of).toList();
            return new Watched(fields[1], fields[2], directories);
        }

        Engine connect() {
            return Engine.connect(Optional.of(URI.create(engine)));
        }
    }

    /** The line that has a runtime watched over. */
    static String line(String token, URI engine, List<Path> directories) {
        List<String> fields = new ArrayList<>(List.of(ADD, token, engine.toString()));
        for (Path each : directories) {
            String path = each.toString();
            if (path.contains(BETWEEN) || path.contains("\n")) {
                throw new WorkerException(
                        "The folder '"
                                + path
                                + "' has a tabulator or a line end in its name; give another as"
                                + " java.io.tmpdir");
            }
            fields.add(path);
        }
        return String.join(BETWEEN, fields);
    }

    /** The line that ends that. */
    static String forget(String token) {
        return REMOVE + BETWEEN + token;
    }

    /** Watches, and clears up. */
    public static void main(String[] arguments) throws IOException {
        new GuardMain().watch();
    }

    private void watch() throws IOException {
        BufferedReader told =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String first = told.readLine();
        if (first == null) {
            return;
        }
        // Whoever lacks a class, or memory for it, is no guard: it dies before it says that it is.
        hear(first);
        Path nowhere = Path.of("/proc/nowhere", NOBODY);
        DiskSweep.clear(nowhere);
        Remains.delete(nowhere, NOBODY);
        System.out.println(ProcessHandle.current().pid());
        System.out.flush();
        for (String line = told.readLine(); line != null; line = told.readLine()) {
            if (line.equals(FAREWELL)) {
                return;
            }
            hearSafely(line);
        }
        clearUpAll();
    }

    /** The others must be watched over, whatever is wrong with one. */
    private void hearSafely(String line) {
        try {
            hear(line);
        } catch (RuntimeException | Error e) {
            LOG.log(System.Logger.Level.DEBUG, "Told: " + line, e);
        }
    }

    private void hear(String line) {
        String[] fields = line.split(BETWEEN);
        if (fields[0].equals(ADD)) {
            Watched added = Watched.of(fields);
            watched.put(added.token(), added);
            // Now there is time to connect, and to load all that is needed then.
            try {
                Engine engine = engines.computeIfAbsent(added.engine(), each -> added.connect());
                new Removal(engine).ofRuntime(NOBODY);
            } catch (WorkerException e) {
                // It may be back by then.
                LOG.log(System.Logger.Level.DEBUG, "Told: " + line, e);
            }
        } else if (fields[0].equals(REMOVE)) {
            watched.remove(fields[1]);
        }
    }

    /** Those of one engine one after the other, and none waits for another's engine. */
    private void clearUpAll() {
        List<Thread> threads = new ArrayList<>();
        watched.values().stream()
                .collect(Collectors.groupingBy(Watched::engine))
                .values()
                .forEach(each -> threads.add(new Thread(() -> each.forEach(GuardMain::clearUp))));
        threads.forEach(Thread::start);
        threads.forEach(GuardMain::join);
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void clearUp(Watched dead) {
        int looks = 0;
        int failures = 0;
        while (looks < LOOKS && failures < MOST_FAILURES) {
            try (Engine engine = dead.connect()) {
                new Removal(engine).ofRuntime(dead.token());
                looks++;
                if (looks < LOOKS) {
                    sleep(BETWEEN_LOOKS_MILLIS);
                }
            } catch (RuntimeException | Error e) {
                // Whatever it is, nobody else tries before the next master comes.
                LOG.log(System.Logger.Level.DEBUG, "Remains of the runtime " + dead.token(), e);
                failures++;
                sleep(AFTER_FAILURE_MILLIS);
            }
        }
        if (looks == LOOKS) {
            dead.directories().forEach(each -> delete(each, dead.token()));
        }
    }

    private static void delete(Path directory, String token) {
        try {
            Remains.delete(directory, token);
        } catch (IOException | RuntimeException | Error e) {
            // The next master will try again.
            LOG.log(System.Logger.Level.DEBUG, "Can't delete " + directory, e);
        }
    }

    private static void sleep(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
