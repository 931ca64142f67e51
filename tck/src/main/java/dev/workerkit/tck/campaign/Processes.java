package dev.workerkit.tck.campaign;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The processes of this machine that bear a mark in their environment. */
final class Processes {

    private Processes() {}

    /** Those that live and in whose environment the text occurs. */
    static List<ProcessHandle> bearing(String text) {
        return ProcessHandle.allProcesses()
                .filter(process -> environment(process.pid()).contains(text))
                .toList();
    }

    /** Of a process that has ended, or is somebody else's, there is nothing to be known. */
    private static String environment(long pid) {
        try {
            return Files.readString(
                    Path.of("/proc", Long.toString(pid), "environ"), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return "";
        }
    }
}
