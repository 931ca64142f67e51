package dev.workerkit.killswitch;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** What operators are told: what is the case, and what to do. */
record Wording(Path file) {

    /** It is told in its plain form, where that is certainly the same. */
    Wording {
        file = plain(file);
    }

    /** After a link, ".." is not what it seems to be. */
    private static Path plain(Path file) {
        Path plain = file.normalize();
        try {
            return sameFolder(file, plain) ? plain : file;
        } catch (IOException e) {
            return file;
        }
    }

    private static boolean sameFolder(Path file, Path plain) throws IOException {
        boolean climbs = false;
        for (Path name : file) {
            climbs |= name.toString().equals("..");
        }
        return !climbs
                || plain.getParent() != null
                        && file.getParent() != null
                        && Files.isSameFile(file.getParent(), plain.getParent());
    }

    String forbidsAll() {
        return "the kill switch " + file + " forbids all starts; to allow them: " + enable("--all");
    }

    String forbids(String key) {
        return "the kill switch "
                + file
                + " forbids starts of "
                + key
                + "; to allow them: "
                + enable(key);
    }

    String isBeingChanged() {
        return "the kill switch " + file + " is being changed";
    }

    /** It fails closed, and says so (WRK-KILL-004). */
    String unusable(IOException trouble) {
        return "the kill switch "
                + file
                + " forbids all starts, for "
                + problem(trouble)
                + "; "
                + remedy(trouble, true);
    }

    String unchanged(IOException trouble) {
        return "the kill switch "
                + file
                + " is not changed, for "
                + problem(trouble)
                + "; "
                + remedy(trouble, trouble instanceof JsonProcessingException);
    }

    /** Enabling all mends what is in a file, and not what is around it. */
    private String remedy(IOException trouble, boolean allowingAllMayHelp) {
        if (trouble instanceof NoSuchFileException) {
            return "make the folder, or name a file in another";
        }
        if (trouble instanceof NoFileException) {
            return "name a file";
        }
        return allowingAllMayHelp
                ? "mend that, or allow everything with: " + enable("--all")
                : "mend that";
    }

    private String enable(String what) {
        return "workerkit kill-switch " + file + " enable " + what;
    }

    private static String problem(IOException trouble) {
        if (trouble instanceof JsonProcessingException notJson) {
            return "it can't be understood: " + notJson.getOriginalMessage() + place(notJson);
        }
        if (trouble instanceof NoSuchFileException missing) {
            return "there is no folder " + plain(Path.of(missing.getFile()));
        }
        if (trouble instanceof AccessDeniedException denied) {
            return "this user may not open " + denied.getFile();
        }
        if (trouble instanceof NoFileException) {
            return trouble.getMessage();
        }
        return trouble instanceof FileSystemException other && other.getReason() != null
                ? other.getFile() + ": " + other.getReason()
                : trouble.toString();
    }

    /** Of what is too long or too deep the parser does not say where it is. */
    private static String place(JsonProcessingException trouble) {
        JsonLocation where = trouble.getLocation();
        return where == null
                ? ""
                : " (line " + where.getLineNr() + ", column " + where.getColumnNr() + ")";
    }
}
