package dev.workerkit.channel.queue;

import dev.workerkit.WorkerException;
import dev.workerkit.os.TrustedLookup;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodType;
import java.util.List;

/**
 * Opens the packages of the JDK that Chronicle uses by reflection. A worker's JVM is started with
 * the flags for it; the master may be a library in a JVM that was started without.
 */
final class JdkInternals {

    private static final List<String> PACKAGES =
            List.of("sun.nio.ch", "java.lang.reflect", "jdk.internal.ref");

    private JdkInternals() {}

    static void open() {
        Module base = Object.class.getModule();
        Module ours = JdkInternals.class.getModule();
        List<String> missing = PACKAGES.stream().filter(p -> !base.isOpen(p, ours)).toList();
        if (missing.isEmpty()) {
            return;
        }
        try {
            MethodHandle openToAllUnnamed =
                    TrustedLookup.find()
                            .findVirtual(
                                    Module.class,
                                    "implAddOpensToAllUnnamed",
                                    MethodType.methodType(void.class, String.class));
            for (String name : missing) {
                openToAllUnnamed.invokeExact(base, name);
            }
        } catch (Throwable e) {
            throw new WorkerException(
                    "The channel can't use the JDK's mapped files: java.base does not open "
                            + missing
                            + "; start this JVM with "
                            + String.join(
                                    " ",
                                    missing.stream()
                                            .map(p -> "--add-opens=java.base/" + p + "=ALL-UNNAMED")
                                            .toList()),
                    e);
        }
    }
}
