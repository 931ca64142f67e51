package dev.workerkit;

import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A file system of a few bytes, which only root can mount; tests that need it are skipped else. */
public final class SmallDisk {

    private final Path place;

    private SmallDisk(Path place) {
        this.place = place;
    }

    /**
     * Mounts one here.
     *
     * @param size as tmpfs has it, for example {@code 64k}
     */
    public static SmallDisk mount(Path place, String size) throws Exception {
        boolean mounted =
                run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", place.toString());
        assumeThat(mounted).as("a small disk can be mounted, which root may do").isTrue();
        return new SmallDisk(place);
    }

    /** Unmounts it, as soon as nobody uses it. */
    public void unmount() throws IOException, InterruptedException {
        run("umount", "--lazy", place.toString());
    }

    private static boolean run(String... words) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(words)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
        return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
    }
}
