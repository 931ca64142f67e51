package dev.workerkit.local;

import dev.workerkit.BootstrapProfile;
import dev.workerkit.ChannelSpec;
import dev.workerkit.Launch;
import dev.workerkit.MessageCodec;
import dev.workerkit.SpecException;
import dev.workerkit.WorkerId;
import dev.workerkit.WorkerSpec;
import dev.workerkit.channel.Codecs;
import dev.workerkit.host.WorkerClass;
import dev.workerkit.pool.JavaMembers;
import java.io.File;
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

    private static final String HOST = "dev.workerkit.host.WorkerHost";

    private final BootstrapProfile profile;
    private final JavaHome java;
    private final ClassPath classPath;
    private final Optional<ClassDataArchive> archive;
    private final ClassLoader classes;

    JavaLaunches(BootstrapProfile profile) {
        this.profile = profile;
        this.java = JavaHome.of(profile);
        this.classPath = ClassPath.of(profile);
        this.archive = ClassDataArchive.of(java, classPath, profile);
        this.classes = loaderOf(profile);
    }

    /**
     * Checks a profile before anything is opened.
     *
     * @throws SpecException if its JDK or a part of its class path is missing
     */
    static void requireUsable(BootstrapProfile profile) {
        JavaHome.of(profile);
        for (Path entry : profile.classPath()) {
            if (!Files.exists(entry)) {
                throw new SpecException(
                        "bootstrap.classPath",
                        entry + " does not exist",
                        "name jars and folders that exist");
            }
        }
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
        return Codecs.of(spec.codec(), classes);
    }

    /** The archive that workers start from, if there can be one. */
    Optional<ClassDataArchive> archive() {
        return archive;
    }

    /** How a worker of this class is spawned. */
    WorkerPlan plan(WorkerId id, String name, WorkerSpec spec, Launch.JavaWorker launch) {
        Supplier<List<String>> words =
                () ->
                        words(
                                archive.map(ClassDataArchive::optionsForUse).orElse(List.of()),
                                classPath.entries(),
                                name,
                                launch.className());
        return new WorkerPlan(id, name, spec, java.executable(), words);
    }

    /** How the worker is spawned that shows the JVM which classes workers need. */
    WorkerPlan rehearsal(WorkerId id, WorkerSpec spec, List<String> archiveOptions) {
        String name = id.value();
        List<String> words =
                words(archiveOptions, classPath.first(), name, spec.launch().describe());
        return new WorkerPlan(id, name, spec, java.executable(), () -> words);
    }

    /** The worker's name and class are for people who look at the list of processes. */
    private List<String> words(
            List<String> archiveOptions, List<String> path, String name, String className) {
        List<String> words = new ArrayList<>();
        words.add(java.executable().toString());
        words.addAll(java.options(profile.jvmOptions()));
        words.addAll(archiveOptions);
        words.addAll(profile.jvmOptions());
        words.add("-cp");
        words.add(String.join(File.pathSeparator, path));
        words.add(HOST);
        words.add(name);
        words.add(className);
        return List.copyOf(words);
    }
}
