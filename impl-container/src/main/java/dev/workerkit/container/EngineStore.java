package dev.workerkit.container;

import dev.workerkit.container.engine.Engine;
import dev.workerkit.container.image.ImageStore;
import java.io.InputStream;

/**
 * An engine's images, as a place to keep ours.
 *
 * @param engine whose they are
 */
public record EngineStore(Engine engine) implements ImageStore {

    @Override
    public boolean has(String reference) {
        return engine.images().has(reference);
    }

    @Override
    public void load(InputStream archive) {
        engine.images().load(archive);
    }
}
