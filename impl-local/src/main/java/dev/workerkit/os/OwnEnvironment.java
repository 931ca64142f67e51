package dev.workerkit.os;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import dev.workerkit.WorkerException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.util.Map;

/**
 * Changes the environment of this process, so that it is as if it had been started with another: for
 * the C library, for {@link System#getenv()}, and for what this process starts. Java reads it once,
 * and agents may have it read before anything of the kit runs, so Java's copy is changed, too. Not
 * changed is {@code /proc/PID/environ}, which shows what a process was started with.
 */
public final class OwnEnvironment {

    static {
        Native.register(OwnEnvironment.class, NativeLibrary.getProcess());
    }

    private OwnEnvironment() {}

    private static native int setenv(String name, String value, int overwrite);

    /**
     * Sets variables. No other thread may read the environment meanwhile.
     *
     * @throws WorkerException if this JVM does not let its copy be changed
     */
    public static void set(Map<String, String> variables) {
        try {
            Map<String, String> copy = copy();
            for (Map.Entry<String, String> each : variables.entrySet()) {
                setenv(each.getKey(), each.getValue(), 1);
                copy.put(each.getKey(), each.getValue());
            }
        } catch (Throwable e) {
            throw new WorkerException(
                    "This JVM does not let the variables of its environment be changed, and can't be"
                            + " a spare: "
                            + e,
                    e);
        }
    }

    /** What stands behind the unmodifiable map of {@link System#getenv()}. */
    @SuppressWarnings("unchecked")
    private static Map<String, String> copy() throws Throwable {
        MethodHandles.Lookup lookup = TrustedLookup.find();
        MethodHandle behind =
                lookup.findGetter(
                        Class.forName("java.util.Collections$UnmodifiableMap"), "m", Map.class);
        return (Map<String, String>) behind.invoke(System.getenv());
    }
}
