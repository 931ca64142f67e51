package dev.workerkit;

import java.util.List;

/**
 * The user that a worker's process runs as instead of the master's, which must be root. Immutable.
 *
 * @param uid the user's number, from 0
 * @param gid the number of its group, from 0
 * @param groups the numbers of its further groups; it has none of the master's
 */
public record ProcessIdentity(int uid, int gid, List<Integer> groups) {

    /** Checks the values. */
    public ProcessIdentity {
        requireNumber("uid", uid);
        requireNumber("gid", gid);
        groups = List.copyOf(groups);
        groups.forEach(group -> requireNumber("groups", group));
    }

    private static void requireNumber(String field, int value) {
        if (value < 0) {
            throw new SpecException(
                    "bootstrap.identity." + field,
                    value + " is no number of a user or group",
                    "use one from 0 to " + Integer.MAX_VALUE);
        }
    }

    /** A user and its group, without further ones. */
    public static ProcessIdentity of(int uid, int gid) {
        return new ProcessIdentity(uid, gid, List.of());
    }
}
