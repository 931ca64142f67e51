package dev.workerkit.container.disk;

import dev.workerkit.WorkerException;
import dev.workerkit.container.tool.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** Whether this process can make disks here, found out by making one. */
final class DiskProbe {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String EFFECTIVE = "CapEff:";
    private static final long SYS_ADMIN = 1L << 21;
    private static final Path CONTROL = Path.of("/dev/loop-control");
    private static final String NEEDED =
            "; disks need root with CAP_SYS_ADMIN, loop devices and the programs of e2fsprogs and"
                    + " mount";

    private DiskProbe() {}

    /**
     * Why there can't be any; empty if there can.
     *
     * @param attempt makes one and takes it away again, if nothing else is known to be missing
     */
    static Optional<String> missing(Runnable attempt) {
        return plainlyMissing().or(() -> failed(attempt)).map(reason -> reason + NEEDED);
    }

    private static Optional<String> failed(Runnable attempt) {
        try {
            attempt.run();
            return Optional.empty();
        } catch (WorkerException e) {
            return Optional.of("an attempt to make one failed: " + e.getMessage());
        }
    }

    /** What can be known without doing it. */
    private static Optional<String> plainlyMissing() {
        if (!mayMount()) {
            return Optional.of("the master has no CAP_SYS_ADMIN, so it can't mount anything");
        }
        if (!Files.isWritable(CONTROL)) {
            return Optional.of("there is no " + CONTROL + " that the master can write to");
        }
        return Stream.concat(LoopMount.programs().stream(), DiskImage.programs().stream())
                .filter(program -> Tool.find(program).isEmpty())
                .findFirst()
                .map(program -> "there is no program '" + program + "'");
    }

    private static boolean mayMount() {
        try (Stream<String> lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith(EFFECTIVE))
                    .map(line -> line.substring(EFFECTIVE.length()).strip())
                    .anyMatch(mask -> (Long.parseUnsignedLong(mask, 16) & SYS_ADMIN) != 0);
        } catch (IOException e) {
            return false;
        }
    }
}
