package dev.workerkit.tck.examiner;

import dev.workerkit.WorkerException;
import dev.workerkit.tck.TimingSuspectException;
import dev.workerkit.tck.report.Verdict;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads what a verification threw. */
final class Thrown {

    private static final List<String> ENGINES =
            List.of("org.junit.", "net.jqwik.", "jdk.internal.reflect.", "java.lang.reflect.");

    private static final List<String> JDK = List.of("java.", "jdk.", "sun.");

    private Thrown() {}

    /**
     * Who is to blame. A failed assertion, an error of the API, a method of the API that there is
     * not, and no answer in time are the runtime's; of what was late nobody can tell where the
     * machine may be why. Anything else is the TCK's if the TCK's own code threw it, and the runtime's
     * otherwise.
     */
    static Verdict verdict(Throwable thrown) {
        Throwable root = thrown;
        for (Throwable cause : causes(thrown)) {
            if (cause instanceof TimingSuspectException) {
                return Verdict.CANT_TELL;
            }
            if (cause instanceof AssertionError
                    || cause instanceof WorkerException
                    || cause instanceof AbstractMethodError
                    || cause instanceof TimeoutException) {
                return Verdict.FAILED;
            }
            root = cause;
        }
        return Stream.of(root.getStackTrace())
                        .map(StackTraceElement::getClassName)
                        .filter(name -> JDK.stream().noneMatch(name::startsWith))
                        .findFirst()
                        .filter(name -> name.startsWith("dev.workerkit.tck."))
                        .isPresent()
                ? Verdict.ERROR
                : Verdict.FAILED;
    }

    /** What it says, with its kind unless it is a failed assertion. */
    static String message(Throwable thrown) {
        String message = thrown.getMessage();
        if (message == null || message.isBlank()) {
            return thrown.getClass().getName();
        }
        return thrown instanceof AssertionError
                ? message.strip()
                : thrown.getClass().getSimpleName() + ": " + message.strip();
    }

    /** Its stack trace without the frames of the test engines. */
    static String stackTrace(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString()
                .lines()
                .filter(line -> ENGINES.stream().noneMatch(name -> isFrameOf(line, name)))
                .collect(Collectors.joining("\n"));
    }

    private static boolean isFrameOf(String line, String name) {
        String frame = line.strip();
        return frame.startsWith("at ")
                && frame.substring(
                                frame.indexOf('/') < 0 ? 3 : frame.lastIndexOf('/', end(frame)) + 1)
                        .startsWith(name);
    }

    private static int end(String frame) {
        int parenthesis = frame.indexOf('(');
        return parenthesis < 0 ? frame.length() : parenthesis;
    }

    private static List<Throwable> causes(Throwable thrown) {
        return Stream.iterate(thrown, cause -> cause != null, Throwable::getCause)
                .limit(20)
                .toList();
    }
}
