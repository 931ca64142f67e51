package dev.workerkit.killswitch;

import java.io.IOException;
import java.nio.file.Path;

/** What stands where the file should be is something else, and nothing that is written mends that. */
final class NoFileException extends IOException {

    private static final long serialVersionUID = 1L;

    NoFileException(Path path, String found) {
        super(path + " is " + found);
    }
}
