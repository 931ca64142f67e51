package dev.workerkit.channel;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;

/**
 * Gives what root makes in another user's folder to that user: its worker runs as that user, and
 * could not open it otherwise (WRK-BOOT-007). For all other masters there is nothing to give.
 */
final class FolderOwner {

    private static final String UID = "unix:uid";
    private static final String GID = "unix:gid";
    private static final Integer ROOT = 0;

    private FolderOwner() {}

    /** Gives one file or folder to the owner of the folder that it lies in. */
    static void give(Path made) throws IOException {
        Map<String, Object> owner = Files.readAttributes(made.getParent(), "unix:uid,gid");
        boolean foreign =
                !ROOT.equals(owner.get("uid"))
                        && ROOT.equals(Files.getAttribute(made, UID, LinkOption.NOFOLLOW_LINKS));
        if (foreign) {
            Files.setAttribute(made, GID, owner.get("gid"), LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(made, UID, owner.get("uid"), LinkOption.NOFOLLOW_LINKS);
        }
    }

    /** Gives a folder and the files in it. */
    static void giveWithFiles(Path folder) throws IOException {
        give(folder);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                give(file);
            }
        }
    }
}
