package dev.workerkit.container;

import dev.workerkit.BootstrapProfile;
import dev.workerkit.RuntimeOptions;
import dev.workerkit.SpecException;
import dev.workerkit.WorkerSpec;
import dev.workerkit.container.engine.Engine;
import dev.workerkit.container.engine.Image;
import dev.workerkit.container.engine.ImageMissingException;
import dev.workerkit.container.image.JavaImage;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The images of a runtime's workers: a worker's own, else the runtime's, else the kit's. */
final class WorkerImages {

    private final Engine engine;
    private final Optional<WorkerImage> given;
    private final BootstrapProfile profile;
    private @Nullable WorkerImage made;

    /**
     * Those of a runtime with these options.
     *
     * @throws SpecException if the runtime's image is not there
     */
    WorkerImages(Engine engine, RuntimeOptions options) {
        this.engine = engine;
        this.given = options.image().map(name -> require("options.image", name));
        this.profile = options.bootstrap();
    }

    /**
     * The image of a worker. The kit's own is made when it is first needed, which may take a while.
     *
     * @throws SpecException if it is not there
     */
    WorkerImage of(WorkerSpec spec) {
        if (spec.image().isPresent()) {
            return require("image", spec.image().get());
        }
        return given.orElseGet(this::own);
    }

    private WorkerImage require(String field, String name) {
        try {
            Image found = engine.images().require(name);
            return WorkerImage.given(name, found.id(), found.environment());
        } catch (ImageMissingException e) {
            throw new SpecException(field, e.found(), e.advice());
        }
    }

    private synchronized WorkerImage own() {
        WorkerImage known = made;
        // Somebody may have removed it, as one may do with images.
        if (known == null || !engine.images().has(known.name())) {
            JavaImage own = JavaImage.of(profile);
            String name = own.ensure(new EngineStore(engine));
            known = WorkerImage.own(name, own.id(), own.javaHome());
            made = known;
        }
        return known;
    }
}
