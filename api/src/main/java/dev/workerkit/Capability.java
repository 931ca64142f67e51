package dev.workerkit;

/**
 * What a runtime may or may not be able to do. A requirement that belongs to a capability applies
 * only to runtimes that declare it; everything else is the core, which every runtime has.
 */
public enum Capability {
    /** Runs workers that are Java classes ({@link Launch.JavaWorker}). */
    JAVA,
    /** Gives Java workers a JVM of their own, which a {@link BootstrapProfile} brings up. */
    JVM,
    /** Runs commands ({@link Launch.Command}). */
    COMMAND,
    /** Runs shell lines ({@link Launch.ShellLine}). */
    SHELL,
    /** Gives workers that are Java classes a {@link Channel}. */
    CHANNEL,
    /** Keeps a channel in a folder if asked to ({@link ChannelSpec#withDurable}). */
    DURABLE,
    /** Runs pools of workers ({@link WorkerRuntime#startPool}). */
    POOL,
    /** Speaks the control protocol of {@code SPEC.md} with workers. */
    CONTROL,
    /** Can pause and resume. */
    PAUSE,
    /** Tells death by a signal from an exit code. */
    SIGNALS,
    /** The ids in {@link WorkerSnapshot#pid()} are those of processes of this machine. */
    HOST_PROCESSES,
    /** Keeps the output of workers in a {@link WorkerLog}. */
    LOG,
    /** Connects to shared workers, and starts them ({@link WorkerRuntime#connect}). */
    SHARED,
    /** Obeys a kill switch ({@link WorkerRuntime#killSwitch}). */
    KILL_SWITCH,
    /** Workers see the files of the master's machine at the same paths. */
    HOST_FILES,
    /** Workers inherit the variables of the master. */
    HOST_ENVIRONMENT,
    /** Runs workers from images ({@link WorkerSpec#image}). */
    IMAGES,
    /** Separates workers from the machine ({@link Isolation}). */
    ISOLATION,
    /** Limits what workers use of the machine ({@link Resources}). */
    RESOURCES,
    /** Tells an end for want of memory, where that is limited, from others. */
    OUT_OF_MEMORY,
    /** Gives workers mounts ({@link Mount}). */
    MOUNTS,
    /** Gives workers a disk of their own with a limit ({@link Disk}). */
    DISKS,
    /** Lets workers reach each other by relationships ({@link Relationship}). */
    RELATIONSHIPS,
    /** Runs commands inside workers ({@link Worker#exec}). */
    EXEC,
    /** Keeps spares of Java workers ready ({@link WorkerSpec#withSpares}). */
    SPARES;

    /** The name as it stands in {@code SPEC.md} and in reports: lower case with hyphens. */
    public String id() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
