package dev.workerkit.local;

import dev.workerkit.BootstrapProfile;
import dev.workerkit.SharedWorkerSpec;
import dev.workerkit.SocketContext;
import dev.workerkit.WorkerAddress;
import dev.workerkit.WorkerSpec;
import dev.workerkit.os.Descriptor;
import dev.workerkit.os.LockFile;
import dev.workerkit.os.Marker;
import dev.workerkit.os.NativeProcess;
import dev.workerkit.os.Ownership;
import dev.workerkit.os.SpawnRequest;
import dev.workerkit.os.Strangers;
import dev.workerkit.server.SharedLaunch;
import dev.workerkit.server.SharedWorkerHost;
import dev.workerkit.sharing.SharedBirth;
import dev.workerkit.sharing.SharedPlace;
import dev.workerkit.sharing.SharedSpawner;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs shared workers as processes that belong to nobody: in a session of their own, without the
 * markers of a runtime, and adopted by process 1.
 */
record SharedProcesses(BootstrapProfile profile, JavaLaunches launches) implements SharedSpawner {

    private static final Duration END_LIMIT = Duration.ofSeconds(10);
    private static final long SHELL_SECONDS = 60;
    private static final Path SHELL = Path.of("/bin/sh");

    /**
     * Ends at once, so that the worker is nobody's child. A shell gives what runs in the background
     * an empty input, hence the detour of the socket over descriptor 4.
     */
    private static final String SCRIPT = "\"$@\" <&4 4<&- &";

    @Override
    public void check(WorkerAddress address, SharedWorkerSpec spec, WorkerSpec worker) {
        WorkerEnvironment.of(worker).requireWorkingDirectory();
        if (profile.identity().isPresent()) {
            requireReachable(Switching.to(profile.identity().get()), address, spec);
        }
    }

    /** For workers that run as another user. */
    private static void requireReachable(
            Switching switching, WorkerAddress address, SharedWorkerSpec spec) {
        if (address instanceof WorkerAddress.Unix unix) {
            switching.requireWriting(unix.path().getParent());
        } else if (address instanceof WorkerAddress.Tls && spec.socketContext().isPresent()) {
            SocketContext files = spec.socketContext().get();
            switching.requireReading(
                    Stream.of(files.certificateChain(), files.privateKey(), files.trusted())
                            .flatMap(Optional::stream)
                            .map(Path::toString)
                            .toList());
        }
    }

    @Override
    public Optional<Ownership> owner(WorkerSpec worker) {
        return launches.owner();
    }

    @Override
    public void spawn(SharedBirth birth) {
        launches.owner().ifPresent(owner -> give(birth.place(), owner));
        NativeProcess shell =
                NativeProcess.spawnWith(
                        request(birth.worker(), birth.launch(), birth.launchFile()),
                        Descriptor.none(),
                        birth.output(),
                        birth.output(),
                        birth.place().lock().map(LockFile::descriptor).orElseGet(Descriptor::none),
                        birth.place().socket());
        // It goes at once; then there is the worker, and a child of nobody's.
        shell.exit().thenRun(shell::reap).orTimeout(SHELL_SECONDS, TimeUnit.SECONDS).join();
    }

    /** What the worker removes is its user's. */
    private static void give(SharedPlace place, Ownership owner) {
        place.path().ifPresent(owner::give);
        place.lock().ifPresent(lock -> owner.give(lock.path()));
    }

    private SpawnRequest request(WorkerSpec worker, SharedLaunch launch, Path file) {
        List<String> words = new ArrayList<>(List.of("sh", "-c", SCRIPT, "sh"));
        // The name and the class are for people who look at the list of processes.
        List<String> arguments = List.of(file.toString(), launch.name(), launch.className());
        words.addAll(launches.words(SharedWorkerHost.class.getName(), arguments));
        WorkerEnvironment environment = WorkerEnvironment.of(worker).with(Marker.DETACHED);
        return new SpawnRequest(
                SHELL, words, environment.variables(), environment.workingDirectory());
    }

    @Override
    public void awaitEnd(WorkerAddress address, long pid) {
        Strangers.awaitEnd((int) pid, END_LIMIT);
    }
}
