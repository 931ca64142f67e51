package dev.workerkit.container;

import dev.workerkit.BootstrapProfile;
import dev.workerkit.Launch;
import dev.workerkit.WorkerSpec;
import dev.workerkit.container.engine.Mount;
import dev.workerkit.container.image.NativeLibraries;
import dev.workerkit.host.WorkerHost;
import dev.workerkit.launch.ClassPath;
import dev.workerkit.launch.JavaHome;
import dev.workerkit.launch.WorkerPlan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command of a JVM in a container, and the classes that it finds there.
 *
 * @param java the JDK of this machine that the kit's own image is made of
 * @param profile how Java workers are brought up
 * @param classes the jars and folders of this machine that are mounted, in the order of the class
 *     path
 */
record JavaInside(JavaHome java, BootstrapProfile profile, List<Path> classes) {

    private static final String FOLDER = "/run/workerkit-classes";
    private static final String HOST = WorkerHost.class.getName();

    /** What an image of the user's is expected to find by its PATH. */
    private static final String JAVA = "java";

    static JavaInside of(BootstrapProfile profile) {
        List<Path> there =
                ClassPath.of(profile).entries().stream()
                        .map(Path::of)
                        .filter(Files::exists)
                        .toList();
        return new JavaInside(JavaHome.of(profile), profile, there);
    }

    /** Each entry at a place of its own, which nobody can change. */
    List<Mount> mounts() {
        List<Mount> all = new ArrayList<>();
        for (int index = 0; index < classes.size(); index++) {
            all.add(new Mount.Bind(classes.get(index), target(index), true));
        }
        return all;
    }

    private String target(int index) {
        return FOLDER + "/" + index + "-" + classes.get(index).getFileName();
    }

    private String classPath() {
        List<String> all = new ArrayList<>();
        for (int index = 0; index < classes.size(); index++) {
            all.add(target(index));
        }
        return String.join(":", all);
    }

    /**
     * All words of the command of a worker.
     *
     * @param image of the worker
     */
    List<String> words(WorkerPlan worker, WorkerImage image) {
        Launch.JavaWorker launch = (Launch.JavaWorker) worker.spec().launch();
        List<String> arguments = new ArrayList<>(List.of(worker.name(), launch.className()));
        if (!worker.hooks().beforeLoading().isEmpty()) {
            arguments.add(WorkerHost.HOOKS_FIRST);
        }
        return words(
                worker.spec(),
                image,
                image.isOwn() ? NativeLibraries.jvmOptions() : List.of(),
                HOST,
                arguments);
    }

    /** The same for one that runs another main class of the kit's. */
    List<String> words(
            WorkerSpec spec,
            WorkerImage image,
            List<String> further,
            String main,
            List<String> arguments) {
        List<String> words = new ArrayList<>(profile.wrapper());
        words.add(image.isOwn() ? image.javaHome() + "/bin/java" : JAVA);
        words.addAll(java.options(profile.jvmOptions()));
        words.addAll(further);
        spec.resources().ifPresent(given -> words.addAll(MemoryPlan.of(given).jvmOptions()));
        words.addAll(profile.jvmOptions());
        words.addAll(List.of("-cp", classPath(), main));
        words.addAll(arguments);
        return words;
    }
}
