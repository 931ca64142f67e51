package dev.workerkit.local;

import dev.workerkit.BootstrapProfile;
import dev.workerkit.ChannelSpec;
import dev.workerkit.EventLoopKind;
import dev.workerkit.Launch;
import dev.workerkit.MessageCodec;
import dev.workerkit.SpecException;
import dev.workerkit.WorkerId;
import dev.workerkit.WorkerSpec;
import dev.workerkit.channel.Codecs;
import dev.workerkit.host.Hooks;
import dev.workerkit.host.WorkerClass;
import dev.workerkit.host.WorkerHost;
import dev.workerkit.os.Ownership;
import dev.workerkit.pool.JavaMembers;
import dev.workerkit.wire.Transport;
import dev.workerkit.worker.SharedWorkerHandler;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Turns Java classes into commands: the JVM, its options and the class path of workers. */
final class JavaLaunches implements JavaMembers {

    private static final String HOST = WorkerHost.class.getName();

    private final JavaCommand command;
    private final JavaCommand plainCommand;
    private final ClassPath classPath;
    private final Optional<ClassDataArchive> archive;
    private final Supplier<List<String>> archiveOptions;
    private final Optional<Ownership> owner;
    private final Hooks hooks;
    private final ClassLoader classes;

    JavaLaunches(BootstrapProfile profile) {
        JavaHome java = JavaHome.of(profile);
        this.command = JavaCommand.of(java, profile);
        this.plainCommand = JavaCommand.plain(java, profile);
        this.classPath = ClassPath.of(profile);
        this.archive = ClassDataArchive.of(java, classPath, profile);
        this.archiveOptions = archiveOptions(java, profile, archive);
        this.owner = profile.identity().map(Ownership::of);
        this.hooks = Hooks.of(profile);
        this.classes = loaderOf(profile);
    }

    /**
     * Checks a profile before anything is opened.
     *
     * @throws SpecException if something that it names is missing, or can't be used
     */
    static void requireUsable(BootstrapProfile profile) {
        JavaHome java = JavaHome.of(profile);
        for (Path entry : profile.classPath()) {
            if (!Files.exists(entry)) {
                throw new SpecException(
                        "bootstrap.classPath",
                        entry + " does not exist",
                        "name jars and folders that exist");
            }
        }
        JavaCommand.of(java, profile);
        profile.classDataArchiveFile().ifPresent(GivenArchive::requireUsable);
        Hooks.of(profile).check(loaderOf(profile));
        if (profile.eventLoop() == EventLoopKind.EPOLL) {
            // Loads Netty, which nobody else has to wait for.
            Transport.of(profile.eventLoop());
        }
        if (profile.identity().isPresent()) {
            List<String> read = new ArrayList<>(ClassPath.of(profile).entries());
            read.removeIf(entry -> !Files.exists(Path.of(entry)));
            read.add(java.executable().toString());
            profile.classDataArchiveFile().ifPresent(file -> read.add(file.toString()));
            Switching.to(profile.identity().get()).requireReading(read);
        }
    }

    private static Supplier<List<String>> archiveOptions(
            JavaHome java, BootstrapProfile profile, Optional<ClassDataArchive> made) {
        if (profile.classDataArchiveFile().isPresent()) {
            List<String> options = GivenArchive.options(java, profile.classDataArchiveFile().get());
            return () -> options;
        }
        return () -> made.map(ClassDataArchive::optionsForUse).orElse(List.of());
    }

    private static ClassLoader loaderOf(BootstrapProfile profile) {
        ClassLoader own = Thread.currentThread().getContextClassLoader();
        ClassLoader parent = own == null ? JavaLaunches.class.getClassLoader() : own;
        List<URL> urls = new ArrayList<>();
        for (Path entry : profile.classPath()) {
            try {
                urls.add(entry.toUri().toURL());
            } catch (MalformedURLException e) {
                throw new SpecException(
                        "bootstrap.classPath", entry + " is no place for classes", e.getMessage());
            }
        }
        return urls.isEmpty() ? parent : new URLClassLoader(urls.toArray(URL[]::new), parent);
    }

    /** Refuses a class that the worker could not use; nothing is started for it. */
    void check(Launch.JavaWorker launch, WorkerSpec spec) {
        WorkerClass found = WorkerClass.of(load(launch.className()), launch.arguments());
        if (launch.loopTime().isPresent() && !found.isLoop()) {
            throw new SpecException(
                    "launch.loopTime",
                    launch.className() + " is not a LoopWorker",
                    "leave the loop time out, or implement LoopWorker");
        }
        codec(spec.channel());
    }

    /** The same for a class that is to be a shared worker. */
    void checkShared(Launch.JavaWorker launch, WorkerSpec spec) {
        check(launch, spec);
        if (!SharedWorkerHandler.class.isAssignableFrom(load(launch.className()))) {
            throw new SpecException(
                    "launch.className",
                    launch.className() + " is no SharedWorkerHandler",
                    "let it implement SharedWorkerHandler, or start it as a dedicated worker");
        }
    }

    private Class<?> load(String className) {
        try {
            return Class.forName(className, false, classes);
        } catch (ClassNotFoundException | LinkageError e) {
            throw new SpecException(
                    "launch.className",
                    "the class " + className + " can't be loaded: " + e,
                    "add what is missing to the class path: the master's, or bootstrap.classPath");
        }
    }

    @Override
    public boolean performTasks(Launch.JavaWorker launch) {
        return WorkerClass.of(load(launch.className()), launch.arguments()).answersRequests();
    }

    @Override
    public MessageCodec codec(ChannelSpec spec) {
        return codec(spec.codec());
    }

    /** The codec of this name, found among the classes of workers. */
    MessageCodec codec(String name) {
        return Codecs.of(name, classes);
    }

    /** The archive that workers start from, if there can be one. */
    Optional<ClassDataArchive> archive() {
        return archive;
    }

    /** How a worker of this class is spawned. */
    WorkerPlan plan(WorkerId id, String name, WorkerSpec spec, Launch.JavaWorker launch) {
        List<String> arguments = arguments(name, launch.className());
        return new WorkerPlan(
                id, name, spec, command.program(), () -> words(HOST, arguments), owner, hooks);
    }

    /** The worker's name and class are for people who look at the list of processes. */
    private List<String> arguments(String name, String className) {
        return hooks.beforeLoading().isEmpty()
                ? List.of(name, className)
                : List.of(name, className, WorkerHost.HOOKS_FIRST);
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

    /** How the worker is spawned that shows the JVM which classes workers need. */
    WorkerPlan rehearsal(WorkerId id, WorkerSpec spec, List<String> makingArchive) {
        String name = id.value();
        List<String> words =
                plainCommand.words(
                        makingArchive,
                        classPath.first(),
                        HOST,
                        List.of(name, spec.launch().describe()));
        return new WorkerPlan(
                id, name, spec, plainCommand.program(), () -> words, Optional.empty(), Hooks.NONE);
    }
}
