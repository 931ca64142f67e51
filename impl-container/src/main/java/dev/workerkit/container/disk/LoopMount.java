package dev.workerkit.container.disk;

import dev.workerkit.WorkerException;
import dev.workerkit.container.tool.Tool;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * A file with a file system in it, mounted. The kernel frees the loop device with the last mount.
 *
 * @param image the file
 * @param target the folder where it is seen
 */
record LoopMount(Path image, Path target) {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long LOOK_EVERY_NANOS = 2_000_000;

    /**
     * No programs that give privileges and no devices can be brought along in a file; what is
     * deleted goes from the file as well; tables that are holes in the file are zero already.
     */
    private static final String OPTIONS = "loop,nosuid,nodev,noatime,discard,noinit_itable";

    /** Mounts it. */
    void mount() {
        tool("mount").run(LIMIT, "-t", "ext4", "-o", OPTIONS, image, target);
        if (!MountTable.isMounted(target)) {
            throw new WorkerException(
                    image
                            + " was mounted at "
                            + target
                            + ", and is not there in /proc/self/mountinfo; see that the master runs"
                            + " where its mounts stay");
        }
    }

    /**
     * Takes it away, and waits until the kernel has let the file go: then all that was written is in
     * it.
     */
    void unmount() {
        unmount(target);
        awaitRelease(image);
    }

    private static void awaitRelease(Path file) {
        long start = System.nanoTime();
        while (!LoopDevices.of(file).isEmpty()) {
            if (System.nanoTime() - start > PATIENCE.toNanos()) {
                throw new WorkerException(
                        file
                                + " was unmounted, but "
                                + LoopDevices.of(file)
                                + " still holds it; see with 'grep loop /proc/*/mountinfo' which"
                                + " process does");
            }
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
    }

    /** Takes away a mount that was found, in the same way. */
    static void clear(MountTable.Entry found) {
        Optional<Path> file = LoopDevices.fileOf(found.device());
        unmount(found.target().path());
        file.ifPresent(LoopMount::awaitRelease);
    }

    /**
     * Takes away what is mounted at a place, if anything is. Where somebody still works in it, it is
     * gone from its place at once, and altogether when he is done.
     */
    private static void unmount(Path target) {
        if (!MountTable.isMounted(target)) {
            return;
        }
        Tool umount = tool("umount");
        Tool.Outcome outcome = umount.attempt(LIMIT, target);
        if (outcome.code() != 0 && MountTable.isMounted(target)) {
            umount.run(LIMIT, "-l", target);
        }
    }

    /** Lets a loop device go. */
    static void detach(Path device) {
        Optional<Path> file = LoopDevices.fileOf(device.toString());
        tool("losetup").attempt(LIMIT, "-d", device);
        file.ifPresent(LoopMount::awaitRelease);
    }

    /** The programs that this needs. */
    static List<String> programs() {
        return List.of("mount", "umount", "losetup");
    }

    private static Tool tool(String name) {
        return Tool.require(name, "install the package mount of the system");
    }
}
