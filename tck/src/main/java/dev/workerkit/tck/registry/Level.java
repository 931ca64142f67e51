package dev.workerkit.tck.registry;

/** How binding a requirement is. */
public enum Level {
    /** Without it a runtime is not conformant. */
    MUST,
    /** May be left out for a reason that the vendor states. */
    SHOULD,
    /** An option. */
    MAY
}
