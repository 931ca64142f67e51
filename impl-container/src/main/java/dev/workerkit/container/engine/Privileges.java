package dev.workerkit.container.engine;

import java.util.List;
import java.util.Optional;

/**
 * What a container may do.
 *
 * @param user {@code uid:gid}, or a name that the image knows; the image's own if absent
 * @param groups the numbers of its further groups
 * @param readOnlyRoot whether it can't write but to its mounts
 * @param dropped capabilities that are taken, {@code ALL} for all
 * @param added capabilities that are given, {@code NET_BIND_SERVICE}
 * @param newPrivileges whether a program may give it more, like one that runs as root by its mode
 */
public record Privileges(
        Optional<String> user,
        List<Integer> groups,
        boolean readOnlyRoot,
        List<String> dropped,
        List<String> added,
        boolean newPrivileges) {

    /** Copies the lists. */
    public Privileges {
        groups = List.copyOf(groups);
        dropped = List.copyOf(dropped);
        added = List.copyOf(added);
    }

    /** The image's user without any. */
    public static Privileges none() {
        return new Privileges(Optional.empty(), List.of(), true, List.of("ALL"), List.of(), false);
    }

    /** The same as this user. */
    public Privileges withUser(String name) {
        return new Privileges(
                Optional.of(name), groups, readOnlyRoot, dropped, added, newPrivileges);
    }

    /** The same with a root that can be written to. */
    public Privileges withWritableRoot() {
        return new Privileges(user, groups, false, dropped, added, newPrivileges);
    }

    /** The same with these capabilities. */
    public Privileges withCapabilities(List<String> given) {
        return new Privileges(user, groups, readOnlyRoot, dropped, given, newPrivileges);
    }

    /** The same that may get more. */
    public Privileges withNewPrivileges() {
        return new Privileges(user, groups, readOnlyRoot, dropped, added, true);
    }
}
