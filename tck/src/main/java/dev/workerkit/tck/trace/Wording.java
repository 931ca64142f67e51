package dev.workerkit.tck.trace;

import dev.workerkit.Delivery;
import dev.workerkit.PoolMessage;
import dev.workerkit.PoolSnapshot;
import dev.workerkit.SharedWorker;
import dev.workerkit.Worker;
import dev.workerkit.WorkerGroup;
import dev.workerkit.WorkerPool;
import dev.workerkit.WorkerSnapshot;
import dev.workerkit.WorkerSpec;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** What is recorded, in few words. */
final class Wording {

    private static final int LONGEST = 160;

    /** To look for spaces in a megabyte that nobody reads would disturb who measures. */
    private static final int LOOKED_AT = 1000;

    private Wording() {}

    /** What is done to, or with, something. */
    static String action(String verb, @Nullable Object argument) {
        return argument == null ? verb : shortened(verb + " " + of(argument));
    }

    /** A value; none if there is nothing to tell. */
    static @Nullable String of(@Nullable Object value) {
        return value == null ? null : shortened(text(value));
    }

    /** What was thrown, without what it was wrapped in. */
    static String of(Throwable thrown) {
        Throwable cause = thrown;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = cause.getMessage();
        String kind = cause.getClass().getSimpleName();
        return shortened(message == null ? kind : kind + ": " + message);
    }

    /** The beginning, on one line. */
    static String shortened(String text) {
        String line =
                text.substring(0, Math.min(text.length(), LOOKED_AT))
                        .strip()
                        .replaceAll("\\s+", " ");
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST - 3) + "...";
    }

    private static String text(Object value) {
        if (value instanceof WorkerSpec spec) {
            String launch = spec.launch().describe() + " " + spec.launch().parameters();
            return spec.name().map(name -> name + ": ").orElse("") + launch;
        }
        if (value instanceof Worker worker) {
            return worker.name();
        }
        if (value instanceof WorkerSnapshot snapshot) {
            return snapshot.state() + ", incarnation " + snapshot.incarnation();
        }
        if (value instanceof WorkerGroup group) {
            return group.name();
        }
        if (value instanceof WorkerPool pool) {
            return pool.name();
        }
        if (value instanceof PoolSnapshot pool) {
            return pool.members().size() + " members, " + pool.queued() + " queued";
        }
        if (value instanceof SharedWorker shared) {
            return (shared.startedHere() ? "started " : "found ") + shared.name();
        }
        return message(value);
    }

    private static String message(Object value) {
        if (value instanceof PoolMessage message) {
            return message.name() + ": " + of(message.message());
        }
        if (value instanceof Delivery delivery) {
            return delivery.redelivered() ? "a message again" : "a message";
        }
        if (value instanceof byte[] bytes) {
            return bytes.length + " bytes";
        }
        if (value instanceof ByteBuffer buffer) {
            return buffer.remaining() + " bytes";
        }
        if (value instanceof Object[] array) {
            return Arrays.toString(array);
        }
        return value.toString();
    }
}
