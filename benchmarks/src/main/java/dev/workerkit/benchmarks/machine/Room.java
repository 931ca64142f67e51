package dev.workerkit.benchmarks.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Whether there is room for a run. */
public final class Room {

    private static final int MEBI = 20;

    private Room() {}

    /**
     * What is too small, and what to do about it; empty if all is fine.
     *
     * @param sharedMebibytes how much shared memory is needed
     * @param report the folder of the report
     * @param reportMebibytes how much disk is needed there
     */
    public static List<String> lacking(long sharedMebibytes, Path report, long reportMebibytes)
            throws IOException {
        List<String> lacking = new ArrayList<>();
        long shared = SharedMemory.freeBytes() >> MEBI;
        if (shared < sharedMebibytes) {
            lacking.add(
                    SharedMemory.folder()
                            + " has "
                            + shared
                            + " MiB free, and "
                            + sharedMebibytes
                            + " are needed; free some, or enlarge it: mount -o remount,size="
                            + sharedMebibytes
                            + "M "
                            + SharedMemory.folder());
        }
        long disk = Files.getFileStore(report).getUsableSpace() >> MEBI;
        if (disk < reportMebibytes) {
            lacking.add(
                    "the disk of "
                            + report
                            + " has "
                            + disk
                            + " MiB free, and "
                            + reportMebibytes
                            + " are needed; free some, or give another folder with --report");
        }
        return lacking;
    }
}
