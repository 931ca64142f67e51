package dev.workerkit.launch;

import dev.workerkit.BootstrapProfile;
import dev.workerkit.ChannelSpec;
import dev.workerkit.Launch;
import dev.workerkit.MessageCodec;
import dev.workerkit.SpecException;
import dev.workerkit.WorkerSpec;
import dev.workerkit.channel.Codecs;
import dev.workerkit.host.Hooks;
import dev.workerkit.host.WorkerClass;
import dev.workerkit.pool.JavaMembers;
import dev.workerkit.worker.SharedWorkerHandler;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The classes that workers run, as the master finds them: its own, and those of the profile. */
public final class WorkerClasses implements JavaMembers {

    private final ClassLoader classes;
    private final Hooks hooks;

    private WorkerClasses(ClassLoader classes, Hooks hooks) {
        this.classes = classes;
        this.hooks = hooks;
    }

    /**
     * Those that a profile names, over the classes of this thread.
     *
     * @throws SpecException if a place of classes does not exist
     */
    public static WorkerClasses of(BootstrapProfile profile) {
        for (Path entry : profile.classPath()) {
            if (!Files.exists(entry)) {
                throw new SpecException(
                        "bootstrap.classPath",
                        entry + " does not exist",
                        "name jars and folders that exist");
            }
        }
        return new WorkerClasses(loaderOf(profile), Hooks.of(profile));
    }

    /**
     * Refuses hooks that a worker could not run.
     *
     * @throws SpecException if there is one
     */
    public void checkHooks() {
        hooks.check(classes);
    }

    /** What is run in each worker before the worker is. */
    public Hooks hooks() {
        return hooks;
    }

    private static ClassLoader loaderOf(BootstrapProfile profile) {
        ClassLoader own = Thread.currentThread().getContextClassLoader();
        ClassLoader parent = own == null ? WorkerClasses.class.getClassLoader() : own;
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
    public void check(Launch.JavaWorker launch, WorkerSpec spec) {
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
    public void checkShared(Launch.JavaWorker launch, WorkerSpec spec) {
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
    public MessageCodec codec(String name) {
        return Codecs.of(name, classes);
    }
}
