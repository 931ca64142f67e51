package dev.workerkit.container.engine;

import org.jspecify.annotations.Nullable;

/** The engine does not have an image. Nothing is ever pulled behind the user's back. */
public final class ImageMissingException extends NotFoundException {

    private static final long serialVersionUID = 1L;

    ImageMissingException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
