package dev.workerkit;

/** A worker, or a group, of the name exists already (WRK-SPI-007). */
public class DuplicateNameException extends WorkerException {

    private static final long serialVersionUID = 1L;

    /** The name is taken by another group. */
    public DuplicateNameException(String group) {
        super(
                "A group named '"
                        + group
                        + "' exists already; choose another name, or stop and remove that one"
                        + " first");
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
