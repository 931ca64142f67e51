package dev.workerkit.container;

import dev.workerkit.WorkerException;
import dev.workerkit.container.engine.Engine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * The main class of the guard. Its standard input tells it which runtimes to watch over, one line
 * each; when that ends without a farewell, so has their master, and it removes what they left: in the
 * engine first, then disks, then directories.
 */
public final class GuardMain {

    private static final String ADD = "add";
    private static final String REMOVE = "remove";
    private static final String FAREWELL = "bye";
    private static final String BETWEEN = "\t";
    private static final int DIRECTORIES = 3;

    /** What the master asked for in its last moment may be made after we have looked. */
    private static final int LOOKS = 4;

    private static final long BETWEEN_LOOKS_MILLIS = 250;

    /** An engine that is gone for longer the next master finds back. */
    private static final int MOST_FAILURES = 120;

    private static final long AFTER_FAILURE_MILLIS = 1_000;

    private final Map<String, String[]> watched = new LinkedHashMap<>();
    private final Map<String, Engine> engines = new LinkedHashMap<>();

    private GuardMain() {}

    /** The line that has a runtime watched over. */
    static String line(String token, URI engine, List<Path> directories) {
        List<String> fields = new ArrayList<>(List.of(ADD, token, engine.toString()));
        directories.forEach(each -> fields.add(each.toString()));
        return String.join(BETWEEN, fields);
    }

    /** The line that ends that. */
    static String forget(String token) {
        return REMOVE + BETWEEN + token;
    }

    /** Watches, and clears up. */
    public static void main(String[] arguments) throws IOException {
        System.out.println(ProcessHandle.current().pid());
        System.out.flush();
        new GuardMain().watch();
    }

    private void watch() throws IOException {
        BufferedReader told =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = told.readLine(); line != null; line = told.readLine()) {
            if (line.equals(FAREWELL)) {
                return;
            }
            hear(line.split(BETWEEN));
        }
        watched.values().forEach(this::clearUp);
    }

    private void hear(String[] fields) {
        if (fields[0].equals(ADD)) {
            watched.put(fields[1], fields);
            try {
                // Now there is time to load all that is needed then.
                new Removal(engine(fields[2])).ofRuntime("none");
            } catch (WorkerException e) {
                // It may be back by then.
                engines.remove(fields[2]);
            }
        } else if (fields[0].equals(REMOVE)) {
            watched.remove(fields[1]);
        }
    }

    private Engine engine(String uri) {
        return engines.computeIfAbsent(uri, each -> Engine.connect(Optional.of(URI.create(each))));
    }

    private void clearUp(String[] fields) {
        int looks = 0;
        int failures = 0;
        while (looks < LOOKS && failures < MOST_FAILURES) {
            try {
                new Removal(engine(fields[2])).ofRuntime(fields[1]);
                looks++;
                if (looks < LOOKS) {
                    sleep(BETWEEN_LOOKS_MILLIS);
                }
            } catch (WorkerException e) {
                failures++;
                sleep(AFTER_FAILURE_MILLIS);
            }
        }
        if (looks == LOOKS) {
            for (int index = DIRECTORIES; index < fields.length; index++) {
                delete(Path.of(fields[index]), fields[1]);
            }
        }
    }

    private static void delete(Path directory, String token) {
        try {
            Remains.delete(directory, token);
        } catch (IOException | WorkerException e) {
            // The next master will try again.
            System.getLogger(GuardMain.class.getName())
                    .log(System.Logger.Level.DEBUG, "Can't delete " + directory, e);
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
