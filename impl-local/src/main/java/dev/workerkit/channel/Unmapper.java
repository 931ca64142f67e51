package dev.workerkit.channel;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Unmaps a buffer at once. Java 17 leaves it to the garbage collector, which has no reason to run
 * while gigabytes stream through without an allocation, and until then the deleted file's memory
 * stays taken.
 */
final class Unmapper {

    private static final @Nullable MethodHandle INVOKE_CLEANER = find();

    private Unmapper() {}

    static void unmap(MappedByteBuffer buffer) {
        if (INVOKE_CLEANER == null) {
            return;
        }
        try {
            INVOKE_CLEANER.invokeExact((ByteBuffer) buffer);
        } catch (Throwable e) {
            throw new AssertionError("A mapped buffer is always a direct one", e);
        }
    }

    /** By reflection, as the compiler rightly warns of any use of this class. */
    private static @Nullable MethodHandle find() {
        try {
            Class<?> type = Class.forName("sun.misc.Unsafe");
            Field instance = type.getDeclaredField("theUnsafe");
            instance.setAccessible(true);
            return MethodHandles.lookup()
                    .findVirtual(
                            type,
                            "invokeCleaner",
                            MethodType.methodType(void.class, ByteBuffer.class))
                    .bindTo(instance.get(null));
        } catch (ReflectiveOperationException e) {
            // Without it the garbage collector does it, later.
            return null;
        }
    }
}
