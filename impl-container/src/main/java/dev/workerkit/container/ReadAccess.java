package dev.workerkit.container;

import dev.workerkit.SpecException;
import dev.workerkit.os.Ownership;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the user of a worker is able to read of what is mounted for it. The folders above a mount
 * don't matter, for it does not pass through them.
 *
 * @param user whom the worker runs as, as this machine sees it
 * @param groups its further groups
 * @param overrides whether permissions don't hold it up
 */
record ReadAccess(Ownership user, List<Integer> groups, boolean overrides) {

    private static final Set<String> OVERRIDING = Set.of("DAC_OVERRIDE", "DAC_READ_SEARCH");

    private static final int OF_FILE = 4;
    private static final int OF_FOLDER = 5;
    private static final int OWNER_SHIFT = 6;
    private static final int GROUP_SHIFT = 3;

    /**
     * That of a worker with these capabilities.
     *
     * @param capabilities without the prefix; only root has a use for them
     */
    static ReadAccess of(Ownership user, List<Integer> groups, Set<String> capabilities) {
        boolean overrides = user.uid() == 0 && capabilities.stream().anyMatch(OVERRIDING::contains);
        return new ReadAccess(user, groups, overrides);
    }

    /** Whether it can read a file, or look into a folder; sockets and devices are not read. */
    boolean reads(Path path) {
        boolean folder = Files.isDirectory(path);
        if (overrides || !(folder || Files.isRegularFile(path))) {
            return true;
        }
        try {
            Map<String, Object> facts = Files.readAttributes(path, "unix:mode,uid,gid");
            int needed = folder ? OF_FOLDER : OF_FILE;
            return (rights(facts) & needed) == needed;
        } catch (IOException e) {
            return false;
        }
    }

    private int rights(Map<String, Object> facts) {
        int mode = (Integer) facts.get("mode");
        Object group = facts.get("gid");
        if (facts.get("uid").equals(user.uid())) {
            return mode >> OWNER_SHIFT;
        }
        boolean isMember = group.equals(user.gid()) || groups.contains(group);
        return isMember ? mode >> GROUP_SHIFT : mode;
    }

    /**
     * Refuses what it can't read.
     *
     * @param field that is to blame
     * @throws SpecException names the first of those files
     */
    void require(String field, List<Path> files) {
        List<Path> hidden = files.stream().filter(file -> !reads(file)).toList();
        if (!hidden.isEmpty()) {
            String more = hidden.size() > 1 ? " and " + (hidden.size() - 1) + " more" : "";
            throw new SpecException(
                    field,
                    "the user "
                            + user.uid()
                            + " of the worker can't read "
                            + hidden.get(0)
                            + more
                            + ", which it needs",
                    "let everybody read it (chmod a+rX), or run the worker as a user who can");
        }
    }
}
