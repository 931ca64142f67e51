package dev.workerkit.container.engine;

import org.jspecify.annotations.Nullable;

/** The engine does not have an image. Nothing is ever pulled behind the user's back. */
public final class ImageMissingException extends NotFoundException {

    private static final long serialVersionUID = 1L;

    private final String found;
    private final String advice;

    ImageMissingException(String found, String advice, @Nullable Throwable cause) {
        super(found + "; " + advice, cause);
        this.found = found;
        this.advice = advice;
    }

    /** What is wrong. */
    public String found() {
        return found;
    }

    /** What to do. */
    public String advice() {
        return advice;
    }
}
