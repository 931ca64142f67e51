package dev.workerkit;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * A file that forbids starts: of all workers, of shared workers by their address, and of others by
 * their name, as {@code worker:NAME}. Whoever uses the file obeys it, in any process. What runs is
 * not touched (WRK-KILL-006). All methods may be called from any thread.
 *
 * <p>When a method that forbids has returned, nothing that it forbids is started any more
 * (WRK-KILL-005); what waits to be started again does so until it is allowed.
 */
public interface KillSwitch {

    /** What an address begins with that means the worker of a name rather than a shared one. */
    String WORKER = "worker:";

    /**
     * The one way to write an address, of all that mean the same.
     *
     * @param address as {@link WorkerAddress#parse} takes it, or {@code worker:NAME}
     * @throws SpecException if it is neither
     */
    static String normalized(String address) {
        if (address.startsWith(WORKER)) {
            WorkerSpec.requireName("address", address.substring(WORKER.length()));
            return address;
        }
        if (!address.matches("(unix|tcp|tls):.*")) {
            throw new SpecException(
                    "address",
                    "'" + address + "' is no address",
                    "use unix:///absolute/path, tcp://host:port, tls://host:port or worker:NAME");
        }
        return WorkerAddress.parse(address).toString();
    }

    /**
     * What the file says.
     *
     * @param global whether all starts are forbidden
     * @param addresses whose starts are forbidden, normalized and sorted; texts of the file that are
     *     no addresses are among them as they stand, and forbid nothing
     */
    record State(boolean global, Set<String> addresses) {}

    /** The file. It need not exist: then nothing is forbidden. */
    Path file();

    /**
     * What the file says now.
     *
     * @throws KillSwitchException if it can't be read or understood; everything is forbidden then
     */
    State state();

    /**
     * Forbids starts at these addresses, all in one transaction.
     *
     * @param addresses as {@link WorkerAddress#parse} takes them, or {@code worker:NAME}
     * @throws SpecException if one is neither; nothing is changed
     * @throws KillSwitchException if the file can't be read, understood or written; nothing is
     *     changed. Also if a start that had begun before does not get done; the message says so, and
     *     all is forbidden that was to be
     */
    void disable(Collection<String> addresses);

    /** The same for one address or more. */
    default void disable(String... addresses) {
        disable(Arrays.asList(addresses));
    }

    /** The same for the address of a shared worker. */
    default void disable(WorkerAddress address) {
        disable(List.of(address.toString()));
    }

    /**
     * Allows starts at these addresses again, all in one transaction.
     *
     * @throws SpecException if one is no address; nothing is changed
     * @throws KillSwitchException if the file can't be read, understood or written; nothing is
     *     changed
     */
    void enable(Collection<String> addresses);

    /** The same for one address or more. */
    default void enable(String... addresses) {
        enable(Arrays.asList(addresses));
    }

    /** The same for the address of a shared worker. */
    default void enable(WorkerAddress address) {
        enable(List.of(address.toString()));
    }

    /**
     * Forbids all starts, or no longer all; those of single addresses stay forbidden.
     *
     * @throws KillSwitchException as {@link #disable(Collection)}
     */
    void disableAll(boolean forbidden);

    /**
     * Allows everything again: the global flag and all addresses. The one way to mend a file that
     * can't be understood.
     *
     * @throws KillSwitchException if the file can't be written; nothing is changed
     */
    void enableAll();
}
