package dev.workerkit.container.image;

import java.nio.file.Path;

/**
 * A layer of an image.
 *
 * @param tar its files
 * @param digest the SHA-256 of {@code tar}
 * @param size of {@code tar}, in bytes
 */
record Layer(Path tar, String digest, long size) {}
