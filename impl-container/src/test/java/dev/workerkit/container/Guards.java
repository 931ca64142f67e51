package dev.workerkit.container;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The guards of a master, found by the pipe that they share with it. */
public final class Guards {

    private Guards() {}

    public static List<ProcessHandle> of(long master) throws IOException {
        List<ProcessHandle> found = new ArrayList<>();
        for (ProcessHandle each :
                (Iterable<ProcessHandle>) ProcessHandle.allProcesses()::iterator) {
            Path process = Path.of("/proc", Long.toString(each.pid()));
            try {
                String line = Files.readString(process.resolve("cmdline"));
                if (line.contains(GuardMain.class.getName()) && sharesPipe(master, process)) {
                    found.add(each);
                }
            } catch (IOException e) {
                // It has ended meanwhile.
                continue;
            }
        }
        return found;
    }

    private static boolean sharesPipe(long master, Path guard) throws IOException {
        Path pipe = Files.readSymbolicLink(guard.resolve("fd/0"));
        try (var open = Files.list(Path.of("/proc", Long.toString(master), "fd"))) {
            for (Path each : (Iterable<Path>) open::iterator) {
                if (Files.isSymbolicLink(each) && Files.readSymbolicLink(each).equals(pipe)) {
                    return true;
                }
            }
        }
        return false;
    }
}
