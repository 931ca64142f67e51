package dev.workerkit.container;

import dev.workerkit.os.GuardProcess;
import dev.workerkit.os.RunPlace;
import dev.workerkit.os.SpawnRequest;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that nothing outlives this process, however it dies: one small JVM for all runtimes in
 * it ({@link GuardMain}). Nothing else ties a container to its master. What goes wrong if both are
 * killed together, the next master puts right.
 */
public final class Guard {

    private static final String SHELL = "/bin/sh";

    /** Begins the JVM beside the tree of processes of its master, deaf to signals of a terminal. */
    private static final String SCRIPT =
            "trap '' HUP INT QUIT TERM USR1 USR2; exec 3<&0; \"$@\" <&3 3<&- &";

    private static final List<String> JVM_OPTIONS =
            List.of(
                    "-Xmx48m",
                    "-Xss512k",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:-UsePerfData",
                    "-Xshare:auto");

    /** What would have the guard's JVM do what this process's own shall do, or be as large. */
    private static final Set<String> OF_OTHER_JVMS =
            Set.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS");

    /** Read without a lock by who replaces the guard, while others wait for him to tell theirs. */
    private static final Map<String, String> WATCHED = new ConcurrentSkipListMap<>();

    private static @Nullable GuardProcess process;

    private Guard() {}

    /** Watches over a runtime, from before its directories are made. */
    public static synchronized void add(RunPlace place, URI engine) {
        String line = GuardMain.line(place.token(), engine, place.all());
        WATCHED.put(place.token(), line);
        GuardProcess running = process;
        if (running != null && !running.isOver()) {
            // One that takes its place meanwhile hears it twice, which does no harm.
            running.tell(line);
            return;
        }
        try {
            process = GuardProcess.start("workerkit-guard-containers", request(), Guard::greeting);
        } catch (RuntimeException | Error e) {
            WATCHED.remove(place.token());
            throw e;
        }
    }

    /** Nothing is left of a runtime. The guard stays for the next. */
    public static synchronized void remove(String token) {
        WATCHED.remove(token);
        if (process != null) {
            process.tell(GuardMain.forget(token));
        }
    }

    private static String greeting() {
        return WATCHED.values().stream().map(line -> line + "\n").collect(Collectors.joining());
    }

    private static SpawnRequest request() {
        List<String> words = new ArrayList<>(List.of("sh", "-c", SCRIPT, "workerkit-guard"));
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(JVM_OPTIONS);
        words.addAll(List.of("-cp", GuardClasses.classPath(), GuardMain.class.getName()));
        Map<String, String> environment = new TreeMap<>(System.getenv());
        // Or whoever kills the workers of this process's own master, if it is a worker, kills it
        // too.
        environment.keySet().removeIf(name -> name.startsWith("WORKERKIT_"));
        environment.keySet().removeAll(OF_OTHER_JVMS);
        return new SpawnRequest(Path.of(SHELL), words, environment, Optional.of(Path.of("/")));
    }
}
