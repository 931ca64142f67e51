package dev.workerkit;

/** What an isolated worker reaches of the network, besides the services of its relationships. */
public enum NetworkAccess {
    /** Nothing but its own loopback. */
    NONE,
    /** What the master's machine reaches, from an address of the worker's own. */
    OUTBOUND,
    /** The network of the master's machine, as if the worker were a process of it. */
    HOST
}
