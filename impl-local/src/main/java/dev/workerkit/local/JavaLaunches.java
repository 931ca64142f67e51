package dev.workerkit.local;

import dev.workerkit.BootstrapProfile;
import dev.workerkit.Launch;
import dev.workerkit.SpecException;
import dev.workerkit.WorkerId;
import dev.workerkit.WorkerSpec;
import dev.workerkit.host.Hooks;
import dev.workerkit.host.WorkerHost;
import dev.workerkit.launch.ClassDataArchive;
import dev.workerkit.launch.ClassPath;
import dev.workerkit.launch.GivenArchive;
import dev.workerkit.launch.JavaHome;
import dev.workerkit.launch.ProfileCheck;
import dev.workerkit.launch.WorkerPlan;
import dev.workerkit.os.Ownership;
import dev.workerkit.spare.SpareHost;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Turns Java classes into commands: the JVM, its options and the class path of workers. */
final class JavaLaunches {

    /** From here on the JDK warns of native calls, and a spare makes one before it is a worker. */
    private static final int FIRST_WITH_WARNINGS = 22;

    private static final String HOST = WorkerHost.class.getName();

    private final JavaCommand command;
    private final JavaCommand plainCommand;
    private final ClassPath classPath;
    private final Optional<ClassDataArchive> archive;
    private final Supplier<List<String>> archiveOptions;
    private final List<String> nativeAccess;
    private final Optional<Ownership> owner;
    private final Hooks hooks;

    JavaLaunches(BootstrapProfile profile) {
        JavaHome java = JavaHome.of(profile);
        this.command = JavaCommand.of(java, profile);
        this.plainCommand = JavaCommand.plain(java, profile);
        this.classPath = ClassPath.of(profile);
        this.archive = archive(java, classPath, profile);
        this.archiveOptions = archiveOptions(java, profile, archive);
        this.nativeAccess =
                java.feature() < FIRST_WITH_WARNINGS
                        ? List.of()
                        : List.of("--enable-native-access=ALL-UNNAMED");
        this.owner = profile.identity().map(Ownership::of);
        this.hooks = Hooks.of(profile);
    }

    /**
     * Checks a profile before anything is opened.
     *
     * @throws SpecException if something that it names is missing, or can't be used
     */
    static void requireUsable(BootstrapProfile profile) {
        ProfileCheck.requireUsable(profile);
        JavaHome java = JavaHome.of(profile);
        JavaCommand.of(java, profile);
        if (profile.identity().isPresent()) {
            List<String> read = new ArrayList<>(ClassPath.of(profile).entries());
            read.removeIf(entry -> !Files.exists(Path.of(entry)));
            read.add(java.executable().toString());
            profile.classDataArchiveFile().ifPresent(file -> read.add(file.toString()));
            Switching.to(profile.identity().get()).requireReading(read);
        }
    }

    private static Optional<ClassDataArchive> archive(
            JavaHome java, ClassPath classPath, BootstrapProfile profile) {
        boolean wanted =
                profile.classDataArchive()
                        && profile.classDataArchiveFile().isEmpty()
                        // It could not read what lies in this user's own folder.
                        && profile.identity().isEmpty();
        if (!wanted) {
            return Optional.empty();
        }
        List<String> words = new ArrayList<>(java.options(profile.jvmOptions()));
        words.addAll(profile.jvmOptions());
        Path modules = java.path().resolve("lib/modules");
        return ClassDataArchive.of(
                ClassDataArchive.hasAotCache(java.feature()), List.of(modules), words, classPath);
    }

    private static Supplier<List<String>> archiveOptions(
            JavaHome java, BootstrapProfile profile, Optional<ClassDataArchive> made) {
        if (profile.classDataArchiveFile().isPresent()) {
            List<String> options =
                    GivenArchive.options(java.feature(), profile.classDataArchiveFile().get());
            return () -> options;
        }
        return () ->
                made.flatMap(archive -> archive.find().map(archive::optionsForUse))
                        .orElse(List.of());
    }

    /** The archive that workers start from, if there can be one. */
    Optional<ClassDataArchive> archive() {
        return archive;
    }

    /** The worker, and how it is spawned. */
    ProcessPlan plan(WorkerId id, String name, WorkerSpec spec, Launch.JavaWorker launch) {
        List<String> arguments = arguments(name, launch.className());
        return new ProcessPlan(
                new WorkerPlan(id, name, spec, owner, hooks),
                command.program(),
                () -> words(HOST, arguments));
    }

    /** The worker's name and class are for people who look at the list of processes. */
    private List<String> arguments(String name, String className) {
        return hooks.beforeLoading().isEmpty()
                ? List.of(name, className)
                : List.of(name, className, WorkerHost.HOOKS_FIRST);
    }

    /**
     * The command of a spare of workers of this class.
     *
     * @param meeting where it is told what it is to be
     */
    List<String> spareWords(String className, Path meeting) {
        List<String> arguments =
                new ArrayList<>(List.of(SpareHost.NAME, className, meeting.toString()));
        if (!hooks.beforeLoading().isEmpty()) {
            arguments.add(WorkerHost.HOOKS_FIRST);
        }
        List<String> options = new ArrayList<>(archiveOptions.get());
        options.addAll(nativeAccess);
        return command.words(
                options, classPath.entries(), SpareHost.class.getName(), List.copyOf(arguments));
    }

    /** The file that is executed for each worker. */
    Path program() {
        return command.program();
    }

    /** Whose the files of workers are, if they run as another user. */
    Optional<Ownership> owner() {
        return owner;
    }

    /** What is run in each worker's process before the worker is. */
    Hooks hooks() {
        return hooks;
    }

    /** All words of the command of a JVM with this main class, as the profile has it. */
    List<String> words(String mainClass, List<String> arguments) {
        return command.words(archiveOptions.get(), classPath.entries(), mainClass, arguments);
    }

    /**
     * How the worker is spawned that shows the JVM which classes workers need.
     *
     * @param archiveOptions make it write an archive of them
     */
    ProcessPlan rehearsal(WorkerId id, WorkerSpec spec, List<String> archiveOptions) {
        String name = id.value();
        List<String> words =
                plainCommand.words(
                        archiveOptions,
                        classPath.first(),
                        HOST,
                        List.of(name, spec.launch().describe()));
        return new ProcessPlan(
                new WorkerPlan(id, name, spec, Optional.empty(), Hooks.NONE),
                plainCommand.program(),
                () -> words);
    }
}
