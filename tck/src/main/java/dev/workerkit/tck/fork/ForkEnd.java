package dev.workerkit.tck.fork;

import java.util.Optional;

/**
 * How a fork ended that should not have.
 *
 * @param exitCode of its process
 * @param call who asked for it, if somebody did in a way that can be seen
 * @param crash what the JVM told of its crash
 * @param given why it was ended by who asked it, if so
 */
public record ForkEnd(
        int exitCode,
        Optional<ExitCall> call,
        Optional<CrashReport> crash,
        Optional<String> given) {

    /** With {@code -XX:+ExitOnOutOfMemoryError}. */
    private static final int OUT_OF_MEMORY = 3;

    private static final int SIGNALLED = 128;
    private static final int KILLED = SIGNALLED + 9;
    private static final int ABORTED = SIGNALLED + 6;

    /** For people: {@code System.exit(3) was called by …}. */
    public String words() {
        if (given.isPresent()) {
            return given.orElseThrow();
        }
        if (call.isPresent()) {
            return "the JVM was ended with exit code %d by %s, on the thread '%s'"
                    .formatted(
                            exitCode,
                            call.orElseThrow().caller().orElse("System.exit"),
                            call.orElseThrow().thread());
        }
        if (crash.isPresent()) {
            return crash.orElseThrow().words();
        }
        return switch (exitCode) {
            case OUT_OF_MEMORY ->
                    "the JVM ended with exit code 3, as it does when it ran out of memory";
            case KILLED -> "the JVM was killed with SIGKILL";
            case ABORTED -> "the JVM crashed (SIGABRT)";
            default ->
                    "the JVM ended at once with exit code "
                            + exitCode
                            + ", as Runtime.halt or a native exit does";
        };
    }

    /** For who looks into it. */
    public Optional<String> details() {
        return call.map(
                        exit ->
                                exit.thread()
                                        + "\n    at "
                                        + String.join("\n    at ", exit.stack()))
                .or(() -> crash.map(CrashReport::head));
    }

    /** Whether it is known to be by this thread, or by one of the thread group of this name. */
    public boolean isBy(String threadOrGroup) {
        return call.filter(
                                exit ->
                                        exit.thread().equals(threadOrGroup)
                                                || exit.group().equals(threadOrGroup))
                        .isPresent()
                || crash.flatMap(CrashReport::thread).filter(threadOrGroup::equals).isPresent();
    }
}
