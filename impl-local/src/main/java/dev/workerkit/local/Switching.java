package dev.workerkit.local;

import dev.workerkit.ProcessIdentity;
import dev.workerkit.SpecException;
import dev.workerkit.os.LibC;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How a process becomes another user's before it is executed: by {@code setpriv} of util-linux, which
 * also takes the master's groups and capabilities away.
 *
 * @param program the file of setpriv
 * @param words its words; those of the command follow
 */
record Switching(Path program, List<String> words) {

    private static final String FIELD = "bootstrap.identity";
    private static final String SETPRIV = "setpriv";
    private static final int TOLD = 3;

    /** Prints those of its arguments that it can't read, each on a line. */
    private static final String UNREADABLE =
            "for file; do test -r \"$file\" || echo \"$file\"; done";

    /** The same with those that it can't write to. */
    private static final String UNWRITABLE =
            "for file; do test -w \"$file\" || echo \"$file\"; done";

    /**
     * To this identity.
     *
     * @throws SpecException if this process is not root, or setpriv is missing
     */
    static Switching to(ProcessIdentity identity) {
        if (LibC.geteuid() != 0) {
            throw new SpecException(
                    FIELD,
                    "only root can switch to " + identity + ", and this is user " + LibC.geteuid(),
                    "run the master as root, or leave the identity out");
        }
        Path program;
        try {
            program = Program.resolve(FIELD, SETPRIV, System.getenv("PATH"), Path.of(""));
        } catch (SpecException e) {
            throw new SpecException(
                    FIELD,
                    "the program setpriv was not found on the PATH",
                    "install util-linux, which has it");
        }
        List<String> words = new ArrayList<>();
        words.add(program.toString());
        words.add("--reuid=" + identity.uid());
        words.add("--regid=" + identity.gid());
        words.add(
                identity.groups().isEmpty()
                        ? "--clear-groups"
                        : "--groups="
                                + identity.groups().stream()
                                        .map(String::valueOf)
                                        .collect(Collectors.joining(",")));
        words.add("--");
        return new Switching(program, List.copyOf(words));
    }

    /**
     * Tries it.
     *
     * @param files what the switched process will have to read
     * @throws SpecException if it does not work here, or a file can't be read
     */
    void requireReading(List<String> files) {
        String unreadable = tried(UNREADABLE, files);
        if (!unreadable.isEmpty()) {
            throw new SpecException(
                    FIELD,
                    "it can't read what its workers need: " + first(unreadable.lines().toList()),
                    "put these files where it can read them");
        }
    }

    /**
     * Tries it.
     *
     * @param folder where the switched process makes and removes files
     * @throws SpecException if it does not work here, or the folder can't be written to
     */
    void requireWriting(Path folder) {
        if (!tried(UNWRITABLE, List.of(folder.toString())).isEmpty()) {
            throw new SpecException(
                    FIELD,
                    "it can't make and remove files in " + folder + ", where its worker listens",
                    "make it the owner of that folder, or name another");
        }
    }

    /** A few tell enough: they mostly lie in one folder. */
    static String first(List<String> files) {
        String told = files.stream().limit(TOLD).collect(Collectors.joining(", "));
        return files.size() > TOLD ? told + " and " + (files.size() - TOLD) + " more" : told;
    }

    /** What this script says of the files when the switched process runs it. */
    private String tried(String script, List<String> files) {
        List<String> trial = new ArrayList<>(words);
        trial.addAll(List.of("/bin/sh", "-c", script, "sh"));
        trial.addAll(files);
        String output;
        int code;
        try {
            Process process = new ProcessBuilder(trial).redirectErrorStream(true).start();
            process.getOutputStream().close();
            output =
                    new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                            .strip();
            code = process.waitFor();
        } catch (IOException e) {
            code = -1;
            output = e.toString();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            code = -1;
            output = "interrupted";
        }
        if (code != 0) {
            throw new SpecException(
                    FIELD,
                    "setpriv can't switch to it: " + output,
                    "look at the capabilities of this container; setpriv must be that of"
                            + " util-linux");
        }
        return output;
    }
}
