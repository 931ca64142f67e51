package dev.workerkit.tck.campaign;

import dev.workerkit.RuntimeOptions;
import dev.workerkit.UnsupportedException;
import dev.workerkit.WorkerRuntimes;
import dev.workerkit.spi.RunningWorkers;
import dev.workerkit.tck.campaign.LeftOver.Kind;
import dev.workerkit.tck.campaign.LeftOver.Thing;
import dev.workerkit.tck.leak.MarkedProcesses;
import dev.workerkit.tck.leak.SharedFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds what a campaign has left, wherever the runtime may have put it: what bears the campaign's
 * name, or is new and nobody's. To be made before the campaign begins. Used by one thread.
 */
final class Traces {

    private static final Path MOUNTS = Path.of("/proc/self/mountinfo");
    private static final Path DEVICES = Path.of("/sys/block");
    private static final Path INTERFACES = Path.of("/sys/class/net");

    private final String runtime;
    private final Path folder;
    private final String mark;
    private final SharedFiles sharedFiles = new SharedFiles();
    private final Set<Path> networksBefore = new HashSet<>(children(INTERFACES));

    /** Of a campaign in this folder. */
    Traces(String runtime, Path folder) {
        this.runtime = runtime;
        this.folder = folder;
        this.mark = Lane.mark(folder);
    }

    /** What there is now. */
    LeftOver leftOver() {
        List<Thing> things = new ArrayList<>();
        List<Path> files = new ArrayList<>(SharedFiles.in(MasterProcess.temporary(folder)));
        files.addAll(sharedFiles.leftOver());
        for (Path file : files) {
            Kind kind = SharedFiles.isSocket(file) ? Kind.SOCKET : Kind.FILE;
            things.add(new Thing(kind, file.toString()));
        }
        workers().forEach(name -> things.add(new Thing(Kind.WORKER, name)));
        mounts().forEach(line -> things.add(new Thing(Kind.MOUNT, line)));
        loopDevices().forEach(path -> things.add(new Thing(Kind.LOOP_DEVICE, path.toString())));
        networks().forEach(path -> things.add(new Thing(Kind.NETWORK, path.toString())));
        return new LeftOver(MarkedProcesses.bearing(mark), things);
    }

    private List<String> workers() {
        try (RunningWorkers all =
                WorkerRuntimes.provider(runtime).running(RuntimeOptions.defaults())) {
            return all.list().stream()
                    .map(worker -> worker.name())
                    .filter(name -> name.startsWith(mark))
                    .toList();
        } catch (UnsupportedException e) {
            // Those of such a runtime are processes, and found as that.
            return List.of();
        }
    }

    private List<String> mounts() {
        return SharedFiles.read(MOUNTS).lines().filter(line -> line.contains(mark)).toList();
    }

    private List<Path> loopDevices() {
        return children(DEVICES).stream()
                .filter(
                        device ->
                                SharedFiles.read(device.resolve("loop/backing_file"))
                                        .contains(mark))
                .toList();
    }

    /** Others make networks too, and use them; so one counts only if nobody is in it. */
    private List<Path> networks() {
        return children(INTERFACES).stream()
                .filter(each -> !networksBefore.contains(each))
                .filter(each -> Files.isDirectory(each.resolve("bridge")))
                .filter(each -> children(each.resolve("brif")).isEmpty())
                .toList();
    }

    private static List<Path> children(Path folder) {
        try (Stream<Path> children = Files.list(folder)) {
            return children.toList();
        } catch (IOException | UncheckedIOException e) {
            // There is none, or not any more.
            return List.of();
        }
    }
}
