package dev.workerkit.container.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.workerkit.Disk;
import dev.workerkit.SpecException;
import dev.workerkit.container.tool.Tool;
import dev.workerkit.os.FileTree;
import dev.workerkit.os.Ownership;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real disks on loop devices; only root can make them. */
@Timeout(120)
class DisksTest {

    private static final long MEBIBYTE = 1L << 20;
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Ownership NOBODY = new Ownership(65_534, 65_533);

    @TempDir Path folder;
    private Path runtime;
    private Disks disks;

    @BeforeEach
    void open() throws IOException {
        folder = folder.toRealPath();
        runtime = Files.createDirectory(folder.resolve("run time"));
        disks = Disks.of(runtime);
        assumeTrue(disks.missing().isEmpty(), () -> "no disks here: " + disks.missing().orElse(""));
    }

    @AfterEach
    void nothingIsLeft() {
        List<MountTable.Entry> mounts = MountTable.below(folder);
        List<Path> devices = LoopDevices.below(folder);
        DiskSweep.clear(folder);
        assertThat(mounts).isEmpty();
        assertThat(devices).isEmpty();
    }

    private WorkerDisk make(Disk disk) {
        return disks.make("worker", disk, NOBODY);
    }

    /** Writes until nothing more fits, and tells how much did. */
    private static long fill(Path file) throws IOException {
        byte[] block = new byte[4096];
        long written = 0;
        try (OutputStream out = Files.newOutputStream(file)) {
            while (true) {
                out.write(block);
                written += block.length;
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left on device");
            return written;
        }
    }

    @Test
    void aDiskHoldsAboutItsLimitAndNoMoreAndItsNeighbourIsNotTouched() throws IOException {
        for (long bytes : new long[] {MEBIBYTE, 3 * MEBIBYTE + 17, 64 * MEBIBYTE}) {
            try (WorkerDisk full = make(Disk.of(bytes));
                    WorkerDisk neighbour = make(Disk.of(MEBIBYTE))) {
                long written = fill(full.folder("data").resolve("file"));

                assertThat(written).isBetween(bytes * 88 / 100, bytes);
                Files.write(neighbour.folder("data").resolve("file"), new byte[100_000]);
            }
        }
        assertThat(runtime.resolve("disks")).isEmptyDirectory();
    }

    @Test
    void foldersAreTheWorkersEmptyAtFirstAndFoundAgain() throws IOException {
        try (WorkerDisk disk = make(Disk.of(4 * MEBIBYTE))) {
            Path data = disk.folder("data");
            Path deep = disk.folder("deep/./er");

            assertThat(data).isEmptyDirectory();
            for (Path each : List.of(data, deep, deep.getParent())) {
                assertThat(Files.getAttribute(each, "unix:uid")).isEqualTo(65_534);
                assertThat(Files.getAttribute(each, "unix:gid")).isEqualTo(65_533);
            }
            Files.writeString(data.resolve("kept"), "here");
            assertThat(disk.folder("data").resolve("kept")).hasContent("here");
        }
    }

    @Test
    void aLinkThatTheWorkerMadeLeadsNowhere() throws IOException {
        try (WorkerDisk disk = make(Disk.of(4 * MEBIBYTE))) {
            Path outside = Files.createDirectory(folder.resolve("outside"));
            Path inner = disk.folder("a/b");
            Files.delete(inner);
            Files.createSymbolicLink(inner, outside);

            for (String source : List.of("a/b", "a/b/c")) {
                assertThatThrownBy(() -> disk.folder(source))
                        .isInstanceOf(SpecException.class)
                        .hasMessageContaining("'a/b' of the disk is not a folder");
            }
            assertThat(outside).isEmptyDirectory();
            assertThat(Files.getAttribute(outside, "unix:uid")).isNotEqualTo(65_534);
        }
    }

    @Test
    void whatWasDeletedOnADiskTakesNoRoomOfTheMachine() throws IOException {
        Path kept = folder.resolve("kept");
        try (WorkerDisk disk = make(Disk.of(64 * MEBIBYTE).keptIn(kept))) {
            Path image = kept.resolve("disk.ext4");
            Path big = disk.folder("data").resolve("big");
            fill(big);
            sync(disk.folder("data"));
            assertThat(allocated(image)).isGreaterThan(50 * MEBIBYTE);
            Files.delete(big);
            sync(disk.folder("data"));

            // The kernel gives it back in the background.
            long deadline = System.nanoTime() + LIMIT.toNanos();
            while (allocated(image) > 16 * MEBIBYTE && System.nanoTime() < deadline) {
                Thread.onSpinWait();
            }
            assertThat(allocated(image)).isLessThan(16 * MEBIBYTE);
        }
    }

    private static void sync(Path on) {
        Tool.require("sync", "install coreutils").run(LIMIT, "-f", on);
    }

    private static long allocated(Path file) {
        String said = Tool.require("du", "install coreutils").run(LIMIT, "-B1", file);
        return Long.parseLong(said.split("\\s")[0]);
    }

    @Test
    void manyAreMadeAtOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            List<CompletableFuture<WorkerDisk>> all = new ArrayList<>();
            for (int i = 0; i < 32; i++) {
                all.add(CompletableFuture.supplyAsync(() -> make(Disk.of(MEBIBYTE)), threads));
            }
            List<CompletableFuture<Void>> closed = new ArrayList<>();
            for (CompletableFuture<WorkerDisk> each : all) {
                closed.add(
                        each.thenAcceptAsync(
                                disk -> {
                                    disk.folder("data");
                                    disk.close();
                                },
                                threads));
            }
            CompletableFuture.allOf(closed.toArray(CompletableFuture[]::new)).join();
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void whatADeadRuntimeLeftIsSweptAndNothingElse() throws IOException {
        try (WorkerDisk neighbour =
                Disks.of(Files.createDirectory(folder.resolve("run time 2")))
                        .make("other", Disk.of(MEBIBYTE), NOBODY)) {
            Path kept = folder.resolve("kept");
            Path mounted = make(Disk.of(MEBIBYTE)).folder("data");
            Path keptFile = make(Disk.of(16 * MEBIBYTE).keptIn(kept)).folder("d").resolve("file");
            Files.writeString(keptFile, "precious");

            // Nobody may delete a disk by deleting the folder in which it is mounted.
            assertThatThrownBy(() -> FileTree.delete(runtime))
                    .isInstanceOf(FileSystemException.class)
                    .hasMessageContaining("mounted");
            assertThat(keptFile).hasContent("precious");

            DiskSweep.clear(runtime);
            DiskSweep.clear(runtime);

            assertThat(mounted).doesNotExist();
            assertThat(MountTable.below(runtime)).isEmpty();
            assertThat(LoopDevices.below(runtime)).isEmpty();
            assertThat(LoopDevices.below(kept)).isEmpty();
            FileTree.delete(runtime);
            neighbour.folder("still/there");
        }
        DiskSweep.clear(folder.resolve("never there"));
    }

    @Test
    void aKeptDiskIsFoundAgainAndGrowsButIsNeverMadeSmaller() throws IOException {
        Path kept = folder.resolve("kept/deep");
        try (WorkerDisk disk = make(Disk.of(16 * MEBIBYTE).keptIn(kept))) {
            Files.writeString(disk.folder("data").resolve("file"), "precious");
        }
        try (WorkerDisk disk = make(Disk.of(80 * MEBIBYTE).keptIn(kept))) {
            assertThat(disk.folder("data").resolve("file")).hasContent("precious");
            assertThat(fill(disk.folder("data").resolve("more")))
                    .isBetween(70 * MEBIBYTE, 80 * MEBIBYTE);
        }
        assertThatThrownBy(() -> make(Disk.of(16 * MEBIBYTE).keptIn(kept)))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining(String.valueOf(80 * MEBIBYTE))
                .hasMessageContaining("disk.bytes");
        try (WorkerDisk disk = make(Disk.of(80 * MEBIBYTE).keptIn(kept))) {
            assertThat(disk.folder("data").resolve("file")).hasContent("precious");
        }
        assertThat(kept).isDirectoryContaining("glob:**/disk.ext4");
    }

    /** As a master leaves it that is killed between making the file larger and its contents. */
    @Test
    void aKeptDiskThatWasGrownHalfWayIsGrown() throws IOException {
        Path kept = folder.resolve("kept");
        make(Disk.of(16 * MEBIBYTE).keptIn(kept)).close();
        Path image = kept.resolve("disk.ext4");
        assertThat(FileSystemSize.of(image).bytes()).isEqualTo(16 * MEBIBYTE);
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(80 * MEBIBYTE);
        }

        try (WorkerDisk disk = make(Disk.of(80 * MEBIBYTE).keptIn(kept))) {
            assertThat(fill(disk.folder("data").resolve("more")))
                    .isBetween(70 * MEBIBYTE, 80 * MEBIBYTE);
        }
        assertThat(FileSystemSize.of(image).bytes()).isEqualTo(80 * MEBIBYTE);
    }

    @Test
    void aDiskBelowALinkedFolderIsSwept() throws IOException {
        Path link = Files.createSymbolicLink(folder.resolve("link"), runtime);
        Disks.of(link).make("worker", Disk.of(MEBIBYTE), NOBODY);

        DiskSweep.clear(link);

        assertThat(MountTable.below(runtime)).isEmpty();
        assertThat(LoopDevices.below(runtime)).isEmpty();
    }

    @Test
    void aDiskThatTheMachineHasNoRoomForIsRefused() throws IOException {
        long room = Files.getFileStore(runtime).getUsableSpace();
        assertThatThrownBy(() -> make(Disk.of(2 * room)))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("disk.bytes")
                .hasMessageContaining("no room");
        assertThat(runtime.resolve("disks")).isEmptyDirectory();
    }

    @Test
    void aFolderThatOthersCanChangeKeepsNoDisk() throws IOException {
        Path open = Files.createDirectory(folder.resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        Path foreign = Files.createDirectory(folder.resolve("foreign"));
        Files.setAttribute(foreign, "unix:uid", 65_534);
        Path linked = Files.createDirectory(folder.resolve("linked"));
        Files.createSymbolicLink(
                linked.resolve("disk.ext4"), Files.createFile(folder.resolve("precious")));

        Map.of(open, "others can write", foreign, "belongs to the user 65534", linked, "not a file")
                .forEach(
                        (kept, said) ->
                                assertThatThrownBy(() -> make(Disk.of(MEBIBYTE).keptIn(kept)))
                                        .isInstanceOf(SpecException.class)
                                        .hasMessageContaining("disk.directory")
                                        .hasMessageContaining(said));
    }

    @Test
    void aKeptDiskServesOneAtATime() {
        Path kept = folder.resolve("kept");
        try (WorkerDisk disk = make(Disk.of(MEBIBYTE).keptIn(kept))) {
            assertThatThrownBy(() -> disks.make("second", Disk.of(MEBIBYTE).keptIn(kept), NOBODY))
                    .isInstanceOf(SpecException.class)
                    .hasMessageContaining("disk.directory")
                    .hasMessageContaining("worker of process " + ProcessHandle.current().pid());
            disk.folder("data");
        }
        make(Disk.of(MEBIBYTE).keptIn(kept)).close();
    }

    @Test
    void aKeptDiskThatIsBeingLeftIsWaitedFor() throws Exception {
        Disk kept = Disk.of(MEBIBYTE).keptIn(folder.resolve("kept"));
        WorkerDisk first = make(kept);
        first.release();
        CompletableFuture<WorkerDisk> second = CompletableFuture.supplyAsync(() -> make(kept));
        assertThat(second).isNotDone();

        first.close();

        second.get(20, TimeUnit.SECONDS).close();
    }

    @Test
    void aKeptDiskThatIsNoneOrDamagedIsRefused() throws IOException {
        Path kept = Files.createDirectory(folder.resolve("kept"));
        Files.write(kept.resolve("disk.ext4"), new byte[1 << 20]);

        assertThatThrownBy(() -> make(Disk.of(MEBIBYTE).keptIn(kept)))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("damaged")
                .hasMessageContaining("e2fsck");
        Path file = Files.createFile(folder.resolve("file"));
        assertThatThrownBy(() -> make(Disk.of(MEBIBYTE).keptIn(file)))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining(file + " is not a folder");
    }

    @Test
    void oneThatIsTooLargeForTheMachineIsRefusedAndLeavesNothing() {
        assertThatThrownBy(() -> make(Disk.of(Long.MAX_VALUE)))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("disk.bytes");
        assertThat(runtime.resolve("disks")).isEmptyDirectory();
    }
}
