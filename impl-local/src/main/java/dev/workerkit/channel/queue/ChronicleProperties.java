package dev.workerkit.channel.queue;

/**
 * What Chronicle reads from system properties when its classes load. A property that the
 * application has set stays.
 */
final class ChronicleProperties {

    private ChronicleProperties() {}

    static void set() {
        // It would post to the network, print to standard output and poll the disk.
        setIfAbsent("chronicle.analytics.disable", "true");
        setIfAbsent("chronicle.announcer.disable", "true");
        setIfAbsent("chronicle.disk.monitor.disable", "true");
        // It would create directories there; in this place it can not.
        setIfAbsent("project.build.directory", "/dev/null");
        // Mappings are released by the thread that closes, so that nothing is left when it returns.
        setIfAbsent("background.releaser", "false");
        // Closing is our own business; its tracing of open resources costs and logs.
        setIfAbsent("jvm.resource.tracing", "false");
        setIfAbsent("disable.discard.warning", "true");
        setIfAbsent("disable.resource.warning", "true");
        setIfAbsent("disable.perf.info", "true");
        setIfAbsent("disable.debug.info", "true");
        // Documents pass from thread to thread, always under a lock.
        setIfAbsent("disable.single.threaded.check", "true");
        setIfAbsent("slf4j.internal.verbosity", "ERROR");
    }

    private static void setIfAbsent(String name, String value) {
        if (System.getProperty(name) == null) {
            System.setProperty(name, value);
        }
    }
}
