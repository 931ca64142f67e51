package dev.workerkit;

/** The named sizes of workers: how much of the machine one may use (WRK-RES-004). */
public enum WorkerSize {
    /** Half a processor, 256 MiB. */
    S(0.5, 256),
    /** One processor, 512 MiB. */
    M(1, 512),
    /** Two processors, 1 GiB. */
    L(2, 1024),
    /** Four processors, 2 GiB. */
    XL(4, 2048);

    private final Resources resources;

    WorkerSize(double cpus, long mebibytes) {
        this.resources = new Resources(cpus, mebibytes << 20);
    }

    /** What a worker of this size may use. */
    public Resources resources() {
        return resources;
    }

    /**
     * The size of this name, in upper or lower case.
     *
     * @throws SpecException if there is none; the message lists all
     */
    public static WorkerSize of(String name) {
        for (WorkerSize size : values()) {
            if (size.name().equalsIgnoreCase(name)) {
                return size;
            }
        }
        throw new SpecException(
                "resources.size",
                "'" + name + "' is no size",
                "use S, M, L or XL, or give processors and memory: Resources.of");
    }
}
