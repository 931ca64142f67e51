package dev.workerkit.killswitch;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;

/**
 * Who may do what with a file.
 *
 * @param uid the owner
 * @param gid the group
 * @param mode the permissions
 */
record Ownership(int uid, int gid, int mode) {

    private static final int PERMISSIONS = 07777;
    private static final int OWNER_MAY_ALL = 0600;
    private static final int OTHERS_MAY_READ = 04;

    /** Of a file that exists. */
    static Ownership of(Path file) throws IOException {
        Map<String, Object> found = Files.readAttributes(file, "unix:uid,gid,mode");
        return new Ownership(
                number(found, "uid"), number(found, "gid"), number(found, "mode") & PERMISSIONS);
    }

    private static int number(Map<String, Object> found, String attribute) {
        return (Integer) Objects.requireNonNull(found.get(attribute));
    }

    /**
     * Gives it to a file that takes the place of the one that had it.
     *
     * @throws IOException if it can't, and those who could read the one could not read the other
     */
    void giveTo(Path file) throws IOException {
        try {
            giveOwnerTo(file);
        } catch (FileSystemException e) {
            if ((mode & OTHERS_MAY_READ) == 0) {
                throw new FileSystemException(
                        file.toString(),
                        null,
                        "it can't be given to user "
                                + uid
                                + " and group "
                                + gid
                                + ", who must go on reading it; do this as that user, or as root");
            }
        }
        Files.setAttribute(file, "unix:mode", mode);
    }

    /** Lets those open a file beside it who can read the one that has it, as far as that can be. */
    void letOpen(Path beside) throws IOException {
        try {
            giveOwnerTo(beside);
        } catch (FileSystemException e) {
            // Then it is for its group, and for all others.
        }
        Files.setAttribute(beside, "unix:mode", mode & 0666 | OWNER_MAY_ALL);
    }

    private void giveOwnerTo(Path file) throws IOException {
        Ownership now = of(file);
        if (gid != now.gid) {
            Files.setAttribute(file, "unix:gid", gid);
        }
        if (uid != now.uid) {
            Files.setAttribute(file, "unix:uid", uid);
        }
    }
}
