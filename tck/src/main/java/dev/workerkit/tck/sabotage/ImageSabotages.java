package dev.workerkit.tck.sabotage;

import dev.workerkit.Launch;
import dev.workerkit.SpecException;
import dev.workerkit.Worker;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerSpec;
import dev.workerkit.tck.forwarding.ForwardingRuntime;
import java.util.List;

/** What can go wrong with images. */
final class ImageSabotages {

    private ImageSabotages() {}

    static List<Sabotage> all() {
        return List.of(
                Sabotage.of(
                        "takes-another-image-for-a-missing-one",
                        "WRK-IMAGE-001",
                        "Where an image is missing a worker runs in the usual one",
                        Deed.toRuntime(AnyImage::new)),
                Sabotage.of(
                        "asks-for-an-image",
                        "WRK-IMAGE-002",
                        "A worker that names no image is refused",
                        Deed.toSpec(
                                spec -> {
                                    if (spec.image().isEmpty()) {
                                        throw new SpecException(
                                                "image", "there is none", "name one");
                                    }
                                    return spec;
                                })),
                Sabotage.of(
                        "runs-java-workers-in-no-image-of-theirs",
                        "WRK-IMAGE-004",
                        "A Java worker that names an image is refused",
                        Deed.toSpec(
                                spec -> {
                                    if (spec.launch() instanceof Launch.JavaWorker
                                            && spec.image().isPresent()) {
                                        throw new SpecException(
                                                "image", "it has no Java", "leave it out");
                                    }
                                    return spec;
                                })));
    }

    private static final class AnyImage extends ForwardingRuntime {
        AnyImage(WorkerRuntime runtime) {
            super(runtime);
        }

        @Override
        public Worker start(WorkerSpec spec) {
            try {
                return super.start(spec);
            } catch (SpecException e) {
                if (!e.field().contains("image")) {
                    throw e;
                }
                return super.start(WorkerSpec.of(spec.launch()));
            }
        }
    }
}
