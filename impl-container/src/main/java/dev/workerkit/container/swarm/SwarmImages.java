package dev.workerkit.container.swarm;

import dev.workerkit.Launch;
import dev.workerkit.RuntimeOptions;
import dev.workerkit.SpecException;
import dev.workerkit.WorkerSpec;
import dev.workerkit.container.EngineStore;
import dev.workerkit.container.JavaInside;
import dev.workerkit.container.Jvm;
import dev.workerkit.container.WorkerImage;
import dev.workerkit.container.engine.Engine;
import dev.workerkit.container.engine.Image;
import dev.workerkit.container.image.JavaImage;
import dev.workerkit.launch.JavaHome;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The images of a runtime's workers: a worker's own, else the runtime's, else the kit's with the
 * application's classes in it. The manager need not have those that have a name.
 */
final class SwarmImages {

    private static final String CLASS_PATH = "CLASSPATH";

    private final Engine engine;
    private final Optional<String> given;
    private final JavaInside java;
    private @Nullable Furnishing made;

    SwarmImages(Engine engine, RuntimeOptions options) {
        this.engine = engine;
        this.given = options.image();
        this.java = JavaInside.bare(options.bootstrap());
    }

    /**
     * What a worker finds in its image.
     *
     * @param image what it runs in
     * @param java how a JVM is brought up there
     * @param jvm itself
     */
    record Furnishing(WorkerImage image, JavaInside java, Jvm jvm) {}

    /**
     * The image of a worker. The kit's own is made when it is first needed, which may take a while.
     *
     * @throws SpecException if it is known that a Java worker can't run in it
     */
    Furnishing of(WorkerSpec spec) {
        Optional<String> name = spec.image().or(() -> given);
        if (name.isEmpty()) {
            return own();
        }
        if (spec.launch() instanceof Launch.JavaWorker) {
            engine.images().find(name.get()).ifPresent(found -> check(name.get(), found));
        }
        WorkerImage image = WorkerImage.given(name.get(), name.get(), Map.of());
        // Nobody here can ask it; the options are those of the master's own version.
        int feature = JavaHome.of(java.profile()).feature();
        return new Furnishing(image, java, Jvm.given(image, feature));
    }

    /** The kit's, with all classes of a class path. */
    static JavaImage ofKit(JavaInside java) {
        return JavaImage.of(java.profile()).withClassPath(java.classes());
    }

    private static void check(String name, Image found) {
        if (!found.environment().containsKey(CLASS_PATH)) {
            throw new SpecException(
                    "image",
                    "the image '" + name + "' says nowhere where its classes are",
                    "set the variable CLASSPATH in it, to your classes and the kit's: ENV"
                            + " CLASSPATH=/app/*");
        }
    }

    private synchronized Furnishing own() {
        Furnishing known = made;
        // Somebody may have removed it, as one may do with images.
        if (known == null || !engine.images().has(known.image().name())) {
            JavaImage own = ofKit(java);
            WorkerImage image =
                    WorkerImage.own(own.ensure(new EngineStore(engine)), own.id(), own.javaHome());
            known =
                    new Furnishing(
                            image, java.withSeen(own.classPath()), Jvm.own(image, own.feature()));
            made = known;
        }
        return known;
    }
}
