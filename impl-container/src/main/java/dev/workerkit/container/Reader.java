package dev.workerkit.container;

import dev.workerkit.ProcessIdentity;
import dev.workerkit.WorkerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Who reads files in a container, by their modes alone: what is mounted is reached whatever the modes
 * of the folders above it are, and nobody has a capability that overrides them.
 */
record Reader(ProcessIdentity user) {

    private static final int READ = 4;
    private static final int READ_AND_SEARCH = 5;
    private static final int OWNERS_BITS = 6;
    private static final int GROUPS_BITS = 3;

    /** Whether this file, or what is in this folder, can be read. */
    boolean canRead(Path file) {
        try {
            Map<String, Object> its = Files.readAttributes(file, "unix:uid,gid,mode");
            int mode = (Integer) its.get("mode") >> bits((Integer) its.get("uid"), its.get("gid"));
            int needed = Files.isDirectory(file) ? READ_AND_SEARCH : READ;
            return (mode & needed) == needed;
        } catch (IOException e) {
            throw new WorkerException("Tried to find out who may read " + file + ": " + e, e);
        }
    }

    private int bits(int owner, Object group) {
        if (owner == user.uid()) {
            return OWNERS_BITS;
        }
        boolean member = group.equals(user.gid()) || user.groups().contains(group);
        return member ? GROUPS_BITS : 0;
    }
}
