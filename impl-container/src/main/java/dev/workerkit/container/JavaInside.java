package dev.workerkit.container;

import dev.workerkit.BootstrapProfile;
import dev.workerkit.Launch;
import dev.workerkit.SpecException;
import dev.workerkit.WorkerSpec;
import dev.workerkit.container.engine.Mount;
import dev.workerkit.host.WorkerHost;
import dev.workerkit.launch.ClassDataArchive;
import dev.workerkit.launch.ClassPath;
import dev.workerkit.launch.JavaHome;
import dev.workerkit.launch.WorkerPlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The command of a JVM in a container, and the classes that it finds there.
 *
 * @param profile how Java workers are brought up
 * @param classPath of workers on this machine
 * @param classes the jars and folders of this machine that it consists of, in its order
 * @param seen where they are in the container; empty where its image says so, in the variable
 *     CLASSPATH
 */
public record JavaInside(
        BootstrapProfile profile, ClassPath classPath, List<Path> classes, List<String> seen) {

    private static final String FOLDER = "/run/workerkit-classes";
    private static final String CLASS_PATH = "bootstrap.classPath";
    private static final String ARCHIVE = "bootstrap.classDataArchiveFile";
    private static final String HOST = WorkerHost.class.getName();

    /** With the classes of this machine mounted. */
    static JavaInside of(BootstrapProfile profile) {
        return of(profile, ClassPath.of(profile));
    }

    private static JavaInside of(BootstrapProfile profile, ClassPath classPath) {
        JavaInside bare = bare(profile, classPath);
        List<String> targets = new ArrayList<>();
        for (int index = 0; index < bare.classes.size(); index++) {
            targets.add(bare.target(index));
        }
        return bare.withSeen(targets);
    }

    /** With the classes that an image names in CLASSPATH. */
    public static JavaInside bare(BootstrapProfile profile) {
        return bare(profile, ClassPath.of(profile));
    }

    private static JavaInside bare(BootstrapProfile profile, ClassPath classPath) {
        return new JavaInside(profile, classPath, classPath.files(), List.of());
    }

    /** The same with the classes at these places of the container. */
    public JavaInside withSeen(List<String> places) {
        return new JavaInside(profile, classPath, classes, places);
    }

    /** The same with what all JVMs have in common, and nothing of the application's. */
    JavaInside plain() {
        return of(profile.withWrapper(), new ClassPath(classPath.first(), List.of()));
    }

    /**
     * The archive for this JVM, made or not. What it loads first is at the same places in all
     * containers, as it compares them.
     */
    Optional<ClassDataArchive> archive(Jvm jvm) {
        List<String> words = new ArrayList<>(List.of(jvm.id()));
        words.addAll(JavaHome.options(jvm.feature(), profile.jvmOptions()));
        words.addAll(profile.jvmOptions());
        return ClassDataArchive.of(jvm.aotCache(), List.of(), words, classPath);
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
        // A colon would end it.
        String name = String.valueOf(classes.get(index).getFileName()).replace(':', '_');
        return FOLDER + "/" + index + "-" + name;
    }

    /**
     * All words of the command of a worker.
     *
     * @param further options of the JVM
     */
    public List<String> words(WorkerPlan worker, Jvm jvm, List<String> further) {
        Launch.JavaWorker launch = (Launch.JavaWorker) worker.spec().launch();
        List<String> arguments = new ArrayList<>(List.of(worker.name(), launch.className()));
        if (!worker.hooks().beforeLoading().isEmpty()) {
            arguments.add(WorkerHost.HOOKS_FIRST);
        }
        return words(worker.spec(), jvm, further, HOST, arguments);
    }

    /** The same for one that runs another main class of the kit's. */
    List<String> words(
            WorkerSpec spec, Jvm jvm, List<String> further, String main, List<String> arguments) {
        List<String> words = new ArrayList<>(profile.wrapper());
        words.addAll(jvm.command());
        words.addAll(JavaHome.options(jvm.feature(), profile.jvmOptions()));
        words.addAll(jvm.options());
        words.addAll(further);
        spec.resources().ifPresent(given -> words.addAll(MemoryPlan.of(given).jvmOptions()));
        words.addAll(profile.jvmOptions());
        words.addAll(mainClass(main));
        words.addAll(arguments);
        return words;
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
            Jvm jvm, List<String> options, String main, List<String> words) {
        List<String> all = new ArrayList<>(jvm.command());
        all.addAll(options);
        all.addAll(mainClass(main));
        all.addAll(words);
        return all;
    }
}
