package dev.workerkit.container.engine;

import com.github.dockerjava.api.exception.DockerException;
import com.github.dockerjava.api.exception.NotModifiedException;
import java.io.IOException;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Turns what the client library throws into our errors. */
final class Calls {

    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final Pattern QUOTED =
            Pattern.compile("\"message\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");

    /** Podman says in words what others say with a status. */
    private static final Pattern CONFLICT_CAUSE =
            Pattern.compile(
                    "\"cause\"\\s*:\\s*\"(?:container state improper"
                            + "|that name is already in use"
                            + "|network already exists"
                            + "|network is being used"
                            + "|network is already connected"
                            + "|volume already exists"
                            + "|volume is being used)\"");

    private Calls() {}

    /**
     * Calls the engine.
     *
     * @param tried what is tried, for messages: {@code start container x}
     */
    static <T> T call(String tried, Supplier<T> call) {
        try {
            return call.get();
        } catch (RuntimeException e) {
            throw failure(tried, e);
        }
    }

    /** The same for what has no result, and is done if it was done before. */
    static void run(String tried, Runnable call) {
        try {
            call.run();
        } catch (NotModifiedException e) {
            // It is as it was to become.
            return;
        } catch (RuntimeException e) {
            throw failure(tried, e);
        }
    }

    /** The error for what a call or a stream threw. */
    static EngineException failure(String tried, Throwable thrown) {
        if (thrown instanceof EngineException known) {
            return known;
        }
        if (thrown instanceof DockerException refused) {
            return refusal(tried, refused.getHttpStatus(), refused.getMessage(), refused);
        }
        return isInputOutput(thrown)
                ? gone(tried, thrown)
                : new EngineException("Tried to " + tried + ": " + thrown, thrown);
    }

    static EngineException refusal(
            String tried, int status, @Nullable String answer, @Nullable Throwable cause) {
        String message = "Tried to " + tried + "; the container engine said: " + quote(answer);
        return switch (status) {
            case NOT_FOUND -> new NotFoundException(message, cause);
            case CONFLICT -> new ConflictException(message, cause);
            default ->
                    isConflict(answer)
                            ? new ConflictException(message, cause)
                            : new EngineException(message, cause);
        };
    }

    private static boolean isConflict(@Nullable String answer) {
        return answer != null && CONFLICT_CAUSE.matcher(answer).find();
    }

    static EngineGoneException gone(String tried, Throwable thrown) {
        Throwable root = thrown;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        return new EngineGoneException(
                "Tried to "
                        + tried
                        + ", and the container engine does not answer ("
                        + (root.getMessage() == null ? root : root.getMessage())
                        + "); see whether it runs",
                thrown);
    }

    private static boolean isInputOutput(Throwable thrown) {
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            if (each instanceof IOException) {
                return true;
            }
            // The transport's word for a client that was closed meanwhile.
            if (each instanceof IllegalStateException state
                    && String.valueOf(state.getMessage()).contains("shut down")) {
                return true;
            }
        }
        return false;
    }

    /** The engine's own words, without the JSON around them. */
    private static String quote(@Nullable String answer) {
        String text = answer == null ? "" : answer;
        Matcher found = QUOTED.matcher(text);
        String words = found.find() ? found.group(1).replaceAll("\\\\(.)", "$1") : text;
        return words.strip();
    }
}
