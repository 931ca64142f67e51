package dev.workerkit.container.image;

import java.io.InputStream;

/** Where an engine keeps its images. Called by any thread; failures are the engine's own. */
public interface ImageStore {

    /**
     * Whether an image is there.
     *
     * @param reference an id like {@code sha256:…}, or a tag like {@code workerkit/java:17-…}
     */
    boolean has(String reference);

    /**
     * Takes all that is in an archive as {@code docker save} writes it; returns when it is there.
     *
     * @param archive read to its end by this call, closed by the caller
     */
    void load(InputStream archive);
}
