package dev.workerkit.tck.examiner;

import java.util.Comparator;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What all threads are doing. */
final class ThreadDump {

    private ThreadDump() {}

    /** All threads, this one first. */
    static String startingWith(Thread first) {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(entry -> entry.getValue().length > 0)
                .sorted(
                        Comparator.comparing(
                                        (Map.Entry<Thread, StackTraceElement[]> entry) ->
                                                entry.getKey() != first)
                                .thenComparing(entry -> entry.getKey().getName()))
                .map(entry -> thread(entry.getKey(), entry.getValue()))
                .collect(Collectors.joining("\n\n"));
    }

    /** Where a thread is: in the innermost code that is not the JDK's. */
    static String placeOf(Thread thread) {
        StackTraceElement[] frames = thread.getStackTrace();
        return Stream.of(frames)
                .filter(frame -> !isOfTheJdk(frame.getClassName()))
                .findFirst()
                .or(() -> Stream.of(frames).findFirst())
                .map(
                        frame ->
                                "%s.%s(%s:%d)"
                                        .formatted(
                                                frame.getClassName(),
                                                frame.getMethodName(),
                                                frame.getFileName(),
                                                frame.getLineNumber()))
                .orElse("an unknown place");
    }

    private static boolean isOfTheJdk(String type) {
        return Stream.of("java.", "jdk.", "sun.", "javax.").anyMatch(type::startsWith);
    }

    private static String thread(Thread thread, StackTraceElement[] frames) {
        return Stream.of(frames)
                .map(frame -> "    at " + frame)
                .collect(
                        Collectors.joining(
                                "\n",
                                "\"" + thread.getName() + "\" " + thread.getState() + "\n",
                                ""));
    }
}
