package dev.workerkit;

/** A worker, a group or a pool of the name exists already (WRK-SPI-007). */
public class DuplicateNameException extends WorkerException {

    private static final long serialVersionUID = 1L;

    /**
     * The name is taken by another of its kind.
     *
     * @param kind what it is: {@code group} or {@code pool}
     * @param name its name
     */
    public DuplicateNameException(String kind, String name) {
        super(
                "A "
                        + kind
                        + " named '"
                        + name
                        + "' exists already; choose another name, or end that one first");
    }

    /** The name is taken by a worker in this state. */
    public DuplicateNameException(String name, WorkerState state) {
        super(
                "A worker named '"
                        + name
                        + "' exists already and is "
                        + state
                        + "; choose another name, or stop and remove that one first");
    }
}
