package dev.workerkit.launch;

import dev.workerkit.ChannelSpec;
import dev.workerkit.Launch;
import dev.workerkit.Watchdog;
import dev.workerkit.WorkerExit;
import dev.workerkit.control.ControlLink;
import dev.workerkit.host.LaunchFile;
import dev.workerkit.host.MemoryEnd;
import dev.workerkit.host.Oversight;
import dev.workerkit.os.Marker;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;

/**
 * What an incarnation has beside what runs, from before it is spawned until nothing of it is left: its
 * control connection, its launch file, the files for whose change it is recycled, and its probing.
 */
public final class Attendance implements AutoCloseable {

    private final Birth birth;
    private final Premises premises;
    private final String token;
    private final Map<String, String> variables = new TreeMap<>();
    private final Path socket;
    private final Optional<Path> launchFile;
    private final ControlLink link;
    private final Optional<WatchedFiles> files;
    private Optional<Probing> probing = Optional.empty();
    private volatile Optional<WorkerExit> failure = Optional.empty();

    /** Names an incarnation among all others of all runtimes, from before it is spawned. */
    private static String tokenOf(Birth birth, Premises premises) {
        return premises.token() + "/" + birth.plan().id() + "/" + birth.number();
    }

    /**
     * Makes all that the worker finds when it is spawned.
     *
     * @param inside the path by which the worker knows a file of the master's
     * @param whenReady run when the worker has said that it is ready
     */
    public static Attendance begin(
            Birth birth, Premises premises, UnaryOperator<Path> inside, Runnable whenReady) {
        return begin(birth, tokenOf(birth, premises), premises, inside, whenReady);
    }

    /**
     * The same for an incarnation whose process is there before it.
     *
     * @param token names its process, and those that descend from it, among all others
     */
    public static Attendance begin(
            Birth birth,
            String token,
            Premises premises,
            UnaryOperator<Path> inside,
            Runnable whenReady) {
        WorkerPlan plan = birth.plan();
        Oversight oversight =
                new Oversight(
                        plan.spec().watchdog().map(Watchdog::limit),
                        plan.spec().recycle().units(ThreadLocalRandom.current().nextDouble()));
        Path socket = birth.directory().resolve(birth.number() + ".control");
        Optional<Path> launchFile = writeLaunchFile(birth, oversight, inside);
        ControlLink link =
                premises.control()
                        .listen(
                                socket,
                                new ControlReports(
                                        birth.number(),
                                        plan.isJava(),
                                        oversight,
                                        birth.reports(),
                                        birth.log(),
                                        whenReady));
        try {
            plan.handOver(socket);
            // Before the worker reads them, so that no change in between is missed.
            Optional<WatchedFiles> files =
                    WatchedFiles.of(
                            plan.spec(), reason -> birth.reports().recycle(birth.number(), reason));
            Attendance begun =
                    new Attendance(birth, premises, token, socket, launchFile, link, files);
            begun.introduce(inside.apply(socket), launchFile.map(inside));
            return begun;
        } catch (RuntimeException | Error e) {
            link.close();
            throw e;
        }
    }

    private Attendance(
            Birth birth,
            Premises premises,
            String token,
            Path socket,
            Optional<Path> launchFile,
            ControlLink link,
            Optional<WatchedFiles> files) {
        this.birth = birth;
        this.premises = premises;
        this.socket = socket;
        this.launchFile = launchFile;
        this.token = token;
        this.link = link;
        this.files = files;
        files.ifPresent(premises.patrols()::begin);
    }

    private static Optional<Path> writeLaunchFile(
            Birth birth, Oversight oversight, UnaryOperator<Path> inside) {
        WorkerPlan plan = birth.plan();
        if (!(plan.spec().launch() instanceof Launch.JavaWorker java)) {
            return Optional.empty();
        }
        Path file = birth.directory().resolve(birth.number() + ".launch");
        ChannelSpec channel = plan.spec().channel();
        new LaunchFile(
                        plan.id(),
                        plan.name(),
                        birth.number(),
                        java.className(),
                        java.arguments(),
                        java.loopTime().orElse(LaunchFile.DEFAULT_LOOP_TIME),
                        plan.hooks(),
                        oversight,
                        inside.apply(birth.channelFiles()),
                        channel.directory()
                                .map(folder -> channel.withDurable(inside.apply(folder)))
                                .orElse(channel))
                .write(file);
        plan.handOver(file);
        return Optional.of(file);
    }

    private void introduce(Path socket, Optional<Path> launchFile) {
        Marker runtime = Marker.ofRuntime(premises.token());
        Marker incarnation = Marker.ofIncarnation(token);
        variables.put("WRK_ID", birth.plan().id().value());
        variables.put("WORKERKIT_CONTROL", socket.toString());
        variables.put(runtime.name(), runtime.value());
        variables.put(incarnation.name(), incarnation.value());
        launchFile.ifPresent(file -> variables.put(LaunchFile.VARIABLE, file.toString()));
    }

    /** Names the incarnation among all others of all runtimes. */
    public String token() {
        return token;
    }

    /** What the worker's environment must have, with paths as the worker knows them. */
    public Map<String, String> variables() {
        return variables;
    }

    /** Where the worker's control connection is awaited, as this process knows it. */
    public Path socket() {
        return socket;
    }

    /** What the worker is to be, as this process knows the file; none for a command. */
    public Optional<Path> launchFile() {
        return launchFile;
    }

    /** The connection that the worker may open. */
    public ControlLink link() {
        return link;
    }

    /**
     * Tells that it is spawned, and begins to probe whether it is ready if that was asked for.
     *
     * @param pid its process, if it is one of this machine
     */
    public void spawned(OptionalLong pid, Probers probers) {
        probing =
                Probing.of(
                        birth.plan().spec().readiness(),
                        birth.number(),
                        probers,
                        birth.reports(),
                        premises.executor());
        birth.reports().spawned(birth.number(), pid);
        probing.ifPresent(Probing::begin);
    }

    /** Whether it is ready does not matter any more: it is to end. */
    public void endProbing() {
        probing.ifPresent(Probing::end);
    }

    /** It will be told to have failed to start, however it ends. */
    public void failed(String reason) {
        failure = Optional.of(new WorkerExit.StartFailure(reason));
    }

    /** How its end is told, once all its output is in the log. */
    public WorkerExit judged(WorkerExit exit) {
        return failure.orElseGet(() -> isOutOfMemory(exit) ? new WorkerExit.OutOfMemory() : exit);
    }

    /** By its last lines, for a worker may exit with the same code for reasons of its own. */
    private boolean isOutOfMemory(WorkerExit exit) {
        return birth.plan().isJava()
                && exit.equals(new WorkerExit.Code(MemoryEnd.EXIT_CODE))
                && birth.log().lastLines(birth.number()).stream()
                        .anyMatch(line -> line.text().contains(MemoryEnd.LINE));
    }

    /** Nothing of the incarnation is left. */
    @Override
    public void close() {
        endProbing();
        files.ifPresent(premises.patrols()::end);
        link.close();
    }
}
