package dev.workerkit.os;

import dev.workerkit.ProcessIdentity;
import dev.workerkit.WorkerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * Who owns what the master makes for a worker that runs as another user.
 *
 * @param uid the user
 * @param gid its group
 */
public record Ownership(int uid, int gid) {

    public static Ownership of(ProcessIdentity identity) {
        return new Ownership(identity.uid(), identity.gid());
    }

    /** Gives a file, a socket or a folder to that user. */
    public void give(Path made) {
        try {
            giveGroup(made);
            Files.setAttribute(made, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            throw new WorkerException(
                    "Tried to give " + made + " to the user " + uid + ": " + e, e);
        }
    }

    /** Makes a folder, and those above it that are missing, for that user alone. */
    public void make(Path folder) {
        if (Files.exists(folder)) {
            return;
        }
        make(folder.getParent());
        try {
            Files.createDirectory(
                    folder,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        } catch (IOException e) {
            throw new WorkerException("Tried to make " + folder + ": " + e, e);
        }
        give(folder);
    }

    /** Lets the user, and those of its group, pass through a folder, and no more than that. */
    void letPass(Path folder) throws IOException {
        giveGroup(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x---"));
    }

    private void giveGroup(Path made) throws IOException {
        Files.setAttribute(made, "unix:gid", gid, LinkOption.NOFOLLOW_LINKS);
    }
}
