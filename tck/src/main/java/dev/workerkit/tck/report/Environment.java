package dev.workerkit.tck.report;

/**
 * The machine.
 *
 * @param javaVersion of the JVM that the TCK ran in
 * @param javaVendor of that JVM
 * @param os name and version
 * @param arch of the processor
 * @param processors as seen by the JVM
 * @param maxHeapMegabytes that the JVM may take
 */
public record Environment(
        String javaVersion,
        String javaVendor,
        String os,
        String arch,
        int processors,
        long maxHeapMegabytes) {

    /** This machine. */
    public static Environment current() {
        return new Environment(
                System.getProperty("java.version"),
                System.getProperty("java.vendor"),
                System.getProperty("os.name") + " " + System.getProperty("os.version"),
                System.getProperty("os.arch"),
                Runtime.getRuntime().availableProcessors(),
                Runtime.getRuntime().maxMemory() >> 20);
    }
}
