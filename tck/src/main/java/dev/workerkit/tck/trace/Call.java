package dev.workerkit.tck.trace;

import org.jspecify.annotations.Nullable;

/**
 * Something that a verification asked of the runtime under test; the same again, right after it and
 * with the same answer, is part of it.
 *
 * @param at when, in microseconds from the beginning
 * @param took until the last answer, which for a promise is its keeping, in microseconds; none if
 *     there is no answer
 * @param runtime which of the runtimes that the verification opened, from 1
 * @param subject the name of what was called: of a worker, pool, group or address, or {@code
 *     runtime}
 * @param action what was to be done
 * @param result the answer, if there is one to tell
 * @param error what was thrown instead
 * @param times how often
 */
public record Call(
        long at,
        @Nullable Long took,
        int runtime,
        String subject,
        String action,
        @Nullable String result,
        @Nullable String error,
        int times) {}
