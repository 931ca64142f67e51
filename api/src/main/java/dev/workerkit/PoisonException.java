package dev.workerkit;

import java.util.stream.Collectors;

/** A task was given up, as too many members of the pool died over it (WRK-POOL-006). */
public class PoisonException extends WorkerException {

    private static final long serialVersionUID = 1L;

    private final transient DeadLetter letter;

    /** Tells who died over it. */
    public PoisonException(String pool, DeadLetter letter) {
        super(
                "A task of pool '"
                        + pool
                        + "' was given up after "
                        + letter.victims().size()
                        + " members in a row died over it: "
                        + letter.victims().stream()
                                .map(
                                        victim ->
                                                victim.name()
                                                        + " ("
                                                        + victim.exit().describe()
                                                        + ")")
                                .collect(Collectors.joining(", "))
                        + "; see deadLetters()");
        this.letter = letter;
    }

    /** The task, and who died over it. */
    public DeadLetter letter() {
        return letter;
    }
}
