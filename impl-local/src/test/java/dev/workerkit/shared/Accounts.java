package dev.workerkit.shared;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the kernel has noted of a process. */
record Accounts(long pid) {

    private static final int USER_TICKS = 11;
    private static final double TICKS_A_SECOND = 100;

    /** Processor time until now, in seconds. */
    double processorSeconds() throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        long ticks = Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[USER_TICKS + 1]);
        return ticks / TICKS_A_SECOND;
    }

    /** Memory that it holds now, in MiB. */
    double residentMegabytes() throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                        .filter(line -> line.startsWith("VmRSS:"))
                        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                        .findFirst()
                        .orElseThrow()
                / 1024.0;
    }
}
