package dev.workerkit.os;

import java.lang.invoke.MethodHandles;
import java.lang.reflect.Field;

/** The lookup of the JDK itself, which reaches all classes whatever flags a JVM was started with. */
public final class TrustedLookup {

    private TrustedLookup() {}

    /**
     * Finds it by reflection, as the compiler rightly warns of any use of the class that has it.
     *
     * @throws ReflectiveOperationException if this JVM does not give it
     */
    public static MethodHandles.Lookup find() throws ReflectiveOperationException {
        Class<?> type = Class.forName("sun.misc.Unsafe");
        Field instance = type.getDeclaredField("theUnsafe");
        instance.setAccessible(true);
        Object unsafe = instance.get(null);
        Field lookup = MethodHandles.Lookup.class.getDeclaredField("IMPL_LOOKUP");
        Object base = type.getMethod("staticFieldBase", Field.class).invoke(unsafe, lookup);
        Object offset = type.getMethod("staticFieldOffset", Field.class).invoke(unsafe, lookup);
        return (MethodHandles.Lookup)
                type.getMethod("getObject", Object.class, long.class).invoke(unsafe, base, offset);
    }
}
