package dev.workerkit.container;

import dev.workerkit.container.engine.Mount;
import dev.workerkit.container.image.JavaFiles;
import dev.workerkit.container.image.NativeLibraries;
import dev.workerkit.launch.ClassDataArchive;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What runs Java workers in an image.
 *
 * @param id tells it from all others, with what it loads classes from
 * @param feature its feature version, for example 17
 * @param aotCache whether it can make an ahead-of-time cache, for which it starts itself
 * @param command the words that start it
 * @param options that it needs where it is
 * @param mounts of what is not in the image
 * @param variables that it needs, unless somebody else gives them
 */
public record Jvm(
        String id,
        int feature,
        boolean aotCache,
        List<String> command,
        List<String> options,
        List<Mount> mounts,
        Map<String, String> variables) {

    /** Copies the collections. */
    public Jvm {
        command = List.copyOf(command);
        options = List.copyOf(options);
        mounts = List.copyOf(mounts);
        variables = Map.copyOf(variables);
    }

    /** What an image of the user's has by its PATH. */
    static final String BY_PATH = "java";

    private static final int TOLD_DIGITS = 12;
    private static final String FOLDER = "/run/workerkit-java";

    /** Without it file names could have no letters but those of ASCII. */
    private static final Map<String, String> UTF_8 = Map.of("LANG", "C.UTF-8");

    private static final List<String> LOCALES = List.of("LANG", "LC_ALL", "LC_CTYPE");

    /** Its helper for that is made for another loader. */
    private static final String SPAWNING = "-Djdk.lang.Process.launchMechanism=FORK";

    /** The start of its id, good for a file's name. */
    String shortId() {
        String digest = id.substring(id.lastIndexOf(':') + 1);
        return digest.substring(0, Math.min(TOLD_DIGITS, digest.length()));
    }

    /** That of the kit's own image. */
    public static Jvm own(WorkerImage image, int feature) {
        return new Jvm(
                image.id(),
                feature,
                ClassDataArchive.hasAotCache(feature),
                List.of(image.javaHome() + "/bin/java"),
                NativeLibraries.jvmOptions(),
                List.of(),
                Map.of());
    }

    /** That of an image of the user's. */
    public static Jvm given(WorkerImage image, int feature) {
        return new Jvm(
                image.id(),
                feature,
                ClassDataArchive.hasAotCache(feature),
                List.of(BY_PATH),
                List.of(),
                List.of(),
                Map.of());
    }

    /** One of this machine, for images that have none. */
    static Jvm mounted(JavaFiles files, WorkerImage image) {
        MountedLibraries libraries = new MountedLibraries(files.libraries());
        List<Mount> mounts = new ArrayList<>(libraries.mounts());
        mounts.add(new Mount.Bind(files.folder(), FOLDER, true));
        for (Path locale : files.locales()) {
            mounts.add(new Mount.Bind(HostMounts.real(locale), locale.toString(), true));
        }
        return new Jvm(
                files.id(),
                files.feature(),
                // It would start itself without its libraries.
                false,
                libraries.command(FOLDER + "/bin/java"),
                List.of(SPAWNING),
                mounts,
                LOCALES.stream().anyMatch(image.environment()::containsKey) ? Map.of() : UTF_8);
    }
}
