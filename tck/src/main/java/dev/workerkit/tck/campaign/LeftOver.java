package dev.workerkit.tck.campaign;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What outlived the end of everything.
 *
 * @param processes that bear the campaign's mark
 * @param files that belong to nobody
 * @param sockets that belong to nobody
 */
public record LeftOver(List<ProcessHandle> processes, List<Path> files, List<Path> sockets) {

    /** Copies the lists. */
    public LeftOver {
        processes = List.copyOf(processes);
        files = List.copyOf(files);
        sockets = List.copyOf(sockets);
    }

    /** Of a campaign in this folder, now. */
    static LeftOver in(Path folder, SharedFiles sharedFiles) {
        List<Path> files = new ArrayList<>(SharedFiles.in(MasterProcess.temporary(folder)));
        files.addAll(sharedFiles.leftOver());
        return new LeftOver(
                Processes.bearing(folder.getFileName().toString()),
                files.stream().filter(file -> !SharedFiles.isSocket(file)).toList(),
                files.stream().filter(SharedFiles::isSocket).toList());
    }

    /** Whether there is nothing. */
    public boolean isNothing() {
        return processes.isEmpty() && files.isEmpty() && sockets.isEmpty();
    }
}
