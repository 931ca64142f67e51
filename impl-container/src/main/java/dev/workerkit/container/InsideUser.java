package dev.workerkit.container;

import java.util.List;

/**
 * Whom a worker runs as, in the engine's words.
 *
 * @param name the user and the group
 * @param groups the numbers of the further groups
 */
public record InsideUser(String name, List<Integer> groups) {

    /** Copies the list. */
    public InsideUser {
        groups = List.copyOf(groups);
    }
}
