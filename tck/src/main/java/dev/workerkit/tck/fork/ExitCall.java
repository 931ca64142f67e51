package dev.workerkit.tck.fork;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A call that ends the JVM.
 *
 * @param thread that makes it
 * @param group the thread's group, which it has from the thread that made it
 * @param stack where, the innermost frame first
 */
public record ExitCall(String thread, String group, List<String> stack) {

    /** Keeps a copy of the frames. */
    public ExitCall {
        stack = List.copyOf(stack);
    }

    /** The one that shuts this JVM down right now; none if a signal does. */
    public static Optional<ExitCall> current() {
        return Thread.getAllStackTraces().entrySet().stream()
                .filter(entry -> Stream.of(entry.getValue()).anyMatch(ExitCall::exits))
                .filter(entry -> Stream.of(entry.getValue()).noneMatch(ExitCall::handlesASignal))
                .map(ExitCall::of)
                .findFirst();
    }

    private static ExitCall of(Map.Entry<Thread, StackTraceElement[]> entry) {
        ThreadGroup group = entry.getKey().getThreadGroup();
        return new ExitCall(
                entry.getKey().getName(),
                group == null ? "" : group.getName(),
                Stream.of(entry.getValue())
                        .dropWhile(frame -> !exits(frame))
                        .map(ExitCall::words)
                        .toList());
    }

    private static boolean exits(StackTraceElement frame) {
        return frame.getClassName().equals("java.lang.Runtime")
                        && frame.getMethodName().equals("exit")
                || frame.getClassName().equals("java.lang.Shutdown")
                        && frame.getMethodName().equals("exit");
    }

    private static boolean handlesASignal(StackTraceElement frame) {
        return frame.getClassName().startsWith("java.lang.Terminator");
    }

    /** Who calls it: the first frame that is not the JDK's. */
    public Optional<String> caller() {
        return stack.stream()
                .filter(frame -> !frame.startsWith("java.") && !frame.startsWith("jdk."))
                .findFirst();
    }

    /** Without module and class loader. */
    private static String words(StackTraceElement frame) {
        return "%s.%s(%s:%d)"
                .formatted(
                        frame.getClassName(),
                        frame.getMethodName(),
                        frame.getFileName(),
                        frame.getLineNumber());
    }
}
