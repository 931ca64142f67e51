package dev.workerkit.host;

import dev.workerkit.BootstrapStage;
import java.lang.reflect.InvocationTargetException;

/** A bootstrap hook threw something: the worker fails to start, as if its constructor had. */
public final class HookException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    HookException(String hook, BootstrapStage stage, Throwable thrown) {
        this(stage, hook, thrown instanceof InvocationTargetException ? thrown.getCause() : thrown);
    }

    private HookException(BootstrapStage stage, String hook, Throwable cause) {
        super(
                "The bootstrap hook "
                        + hook
                        + " of stage "
                        + (stage.ordinal() + 1)
                        + ", "
                        + stage
                        + ", threw "
                        + cause,
                cause);
    }
}
