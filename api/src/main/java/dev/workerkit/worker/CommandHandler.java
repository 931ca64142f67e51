package dev.workerkit.worker;

import org.jspecify.annotations.Nullable;

/** Answers a command of the application's own. */
@FunctionalInterface
public interface CommandHandler {

    /**
     * Does what the command asks.
     *
     * @param argument a JSON-like value: string, number, boolean, list, map or null
     * @return such a value
     */
    @Nullable Object handle(@Nullable Object argument) throws Exception;
}
