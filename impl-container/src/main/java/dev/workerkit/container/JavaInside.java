package dev.workerkit.container;

import dev.workerkit.BootstrapProfile;
import dev.workerkit.Launch;
import dev.workerkit.SpecException;
import dev.workerkit.WorkerSpec;
import dev.workerkit.container.engine.Mount;
import dev.workerkit.container.image.NativeLibraries;
import dev.workerkit.host.WorkerHost;
import dev.workerkit.launch.ClassDataArchive;
import dev.workerkit.launch.ClassPath;
import dev.workerkit.launch.JavaHome;
import dev.workerkit.launch.WorkerPlan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The command of a JVM in a container, and the classes that it finds there.
 *
 * @param java the JDK of this machine that the kit's own image is made of
 * @param profile how Java workers are brought up
 * @param classPath of workers on this machine
 * @param classes the jars and folders of this machine that it consists of, in its order
 * @param seen where they are in the container; empty where its image says so, in the variable
 *     CLASSPATH
 */
public record JavaInside(
        JavaHome java,
        BootstrapProfile profile,
        ClassPath classPath,
        List<Path> classes,
        List<String> seen) {

    private static final String FOLDER = "/run/workerkit-classes";
    private static final String CLASS_PATH = "bootstrap.classPath";
    private static final String ARCHIVE = "bootstrap.classDataArchiveFile";
    private static final String HOST = WorkerHost.class.getName();

    /** What an image of the user's is expected to find by its PATH. */
    private static final String JAVA = "java";

    /** With the classes of this machine mounted. */
    static JavaInside of(BootstrapProfile profile) {
        return of(JavaHome.of(profile), profile, ClassPath.of(profile));
    }

    private static JavaInside of(JavaHome java, BootstrapProfile profile, ClassPath classPath) {
        JavaInside bare = bare(java, profile, classPath);
        List<String> targets = new ArrayList<>();
        for (int index = 0; index < bare.classes.size(); index++) {
            targets.add(bare.target(index));
        }
        return bare.withSeen(targets);
    }

    /** With the classes that an image names in CLASSPATH. */
    public static JavaInside bare(BootstrapProfile profile) {
        return bare(JavaHome.of(profile), profile, ClassPath.of(profile));
    }

    private static JavaInside bare(JavaHome java, BootstrapProfile profile, ClassPath classPath) {
        List<Path> there =
                classPath.entries().stream().map(Path::of).filter(Files::exists).toList();
        return new JavaInside(java, profile, classPath, there, List.of());
    }

    /** The same with the classes at these places of the container. */
    public JavaInside withSeen(List<String> places) {
        return new JavaInside(java, profile, classPath, classes, places);
    }

    /** The same with what all JVMs have in common, and nothing of the application's. */
    JavaInside plain() {
        return of(java, profile.withWrapper(), new ClassPath(classPath.first(), List.of()));
    }

    /**
     * The archive for JVMs of this image, made or not. What they load first is at the same places
     * in all containers, as the JVM compares them.
     */
    Optional<ClassDataArchive> archive(WorkerImage image) {
        List<String> words = new ArrayList<>(List.of(image.id()));
        words.addAll(java.options(profile.jvmOptions()));
        words.addAll(profile.jvmOptions());
        return ClassDataArchive.of(java.feature(), List.of(), words, classPath);
    }

    /**
     * Refuses a profile that names what its workers can't read.
     *
     * @param access what they can
     * @throws SpecException names it
     */
    void checkNamed(ReadAccess access) {
        if (profile.identity().isPresent()) {
            checkAll(access, Optional.of("bootstrap.identity"));
            return;
        }
        access.require(CLASS_PATH, profile.classPath());
        access.require(ARCHIVE, profile.classDataArchiveFile().stream().toList());
    }

    /**
     * The same for all that a worker needs.
     *
     * @param field that says whom it runs as
     */
    void checkAll(ReadAccess access, Optional<String> field) {
        access.require(field.orElse(CLASS_PATH), classes);
        access.require(field.orElse(ARCHIVE), profile.classDataArchiveFile().stream().toList());
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

    /**
     * All words of the command of a worker.
     *
     * @param image of the worker
     * @param archiveOptions start from, or make, a class-data archive
     */
    public List<String> words(WorkerPlan worker, WorkerImage image, List<String> archiveOptions) {
        Launch.JavaWorker launch = (Launch.JavaWorker) worker.spec().launch();
        List<String> arguments = new ArrayList<>(List.of(worker.name(), launch.className()));
        if (!worker.hooks().beforeLoading().isEmpty()) {
            arguments.add(WorkerHost.HOOKS_FIRST);
        }
        List<String> further = new ArrayList<>(archiveOptions);
        if (image.isOwn()) {
            further.addAll(NativeLibraries.jvmOptions());
        }
        return words(worker.spec(), image, further, HOST, arguments);
    }

    /** The same for one that runs another main class of the kit's. */
    List<String> words(
            WorkerSpec spec,
            WorkerImage image,
            List<String> further,
            String main,
            List<String> arguments) {
        List<String> words = new ArrayList<>(profile.wrapper());
        words.add(program(image));
        words.addAll(java.options(profile.jvmOptions()));
        words.addAll(further);
        spec.resources().ifPresent(given -> words.addAll(MemoryPlan.of(given).jvmOptions()));
        words.addAll(profile.jvmOptions());
        words.addAll(mainClass(main));
        words.addAll(arguments);
        return words;
    }

    private static String program(WorkerImage image) {
        return image.isOwn() ? image.javaHome() + "/bin/java" : JAVA;
    }

    private List<String> mainClass(String main) {
        return seen.isEmpty() ? List.of(main) : List.of("-cp", String.join(":", seen), main);
    }

    /**
     * The words of a small JVM of the kit's that brings up a worker.
     *
     * @param options of the JVM
     * @param words what it brings up
     */
    public List<String> wordsAround(
            WorkerImage image, List<String> options, String main, List<String> words) {
        List<String> all = new ArrayList<>(List.of(program(image)));
        all.addAll(options);
        all.addAll(mainClass(main));
        all.addAll(words);
        return all;
    }
}
