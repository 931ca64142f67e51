package dev.workerkit.container;

import dev.workerkit.BootstrapProfile;
import dev.workerkit.SpecException;
import dev.workerkit.container.image.JavaFiles;
import dev.workerkit.container.image.JavaImage;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The JVMs of images: that of the image, or else the kit's own, mounted (WRK-IMAGE-004). Each image
 * is asked once.
 */
final class Jvms {

    private static final int OLDEST = 17;

    private final BootstrapProfile profile;
    private final JavaSearch search;
    private final Map<String, Jvm> ofImages = new HashMap<>();
    private @Nullable JavaFiles files;

    Jvms(BootstrapProfile profile, JavaSearch search) {
        this.profile = profile;
        this.search = search;
    }

    /**
     * That of an image. It may take a while to find out, and longer to make the kit's.
     *
     * @throws SpecException if the image's is too old
     */
    synchronized Jvm of(WorkerImage image) {
        Jvm known = ofImages.get(image.id());
        if (known == null) {
            known = find(image);
            ofImages.put(image.id(), known);
        }
        return known;
    }

    private Jvm find(WorkerImage image) {
        if (image.isOwn()) {
            return Jvm.own(image, JavaImage.of(profile).feature());
        }
        OptionalInt feature = search.featureIn(image);
        if (feature.isEmpty()) {
            return Jvm.mounted(files(), image);
        }
        if (feature.getAsInt() < OLDEST) {
            throw new SpecException(
                    "image",
                    "the image '" + image.name() + "' has Java " + feature.getAsInt(),
                    "workers need Java "
                            + OLDEST
                            + " or later; use an image that has it, or one without Java, where the"
                            + " runtime's is used");
        }
        return Jvm.given(image, feature.getAsInt());
    }

    private JavaFiles files() {
        JavaFiles known = files;
        if (known == null) {
            known = JavaImage.of(profile).files();
            files = known;
        }
        return known;
    }
}
