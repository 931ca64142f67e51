package dev.workerkit.tck.sabotage.worker;

import dev.workerkit.Launch;
import dev.workerkit.WorkerSpec;
import java.lang.reflect.Constructor;
import java.util.List;

/**
 * Puts one worker class around another. The one around is a public class whose public constructor
 * takes the name of the other, and the list of the arguments of its constructor.
 */
public final class Accomplice {

    private Accomplice() {}

    /**
     * The same worker inside another, if it is of that kind; otherwise as it is.
     *
     * @param kind the interface that both implement
     * @param around the class of the one around
     */
    public static <W> WorkerSpec around(WorkerSpec spec, Class<W> kind, Class<? extends W> around) {
        if (!(spec.launch() instanceof Launch.JavaWorker inside) || !is(kind, inside)) {
            return spec;
        }
        return spec.withLaunch(
                new Launch.JavaWorker(
                        around.getName(),
                        List.of(inside.className(), inside.arguments()),
                        inside.loopTime()));
    }

    private static boolean is(Class<?> kind, Launch.JavaWorker worker) {
        try {
            ClassLoader loader = Accomplice.class.getClassLoader();
            return kind.isAssignableFrom(Class.forName(worker.className(), false, loader));
        } catch (ClassNotFoundException e) {
            // The runtime is to say so.
            return false;
        }
    }

    /** Makes the worker inside. */
    static <W> W inside(Class<W> kind, String className, List<Object> arguments) {
        try {
            for (Constructor<?> constructor : Class.forName(className).getConstructors()) {
                if (constructor.getParameterCount() == arguments.size()) {
                    return kind.cast(constructor.newInstance(fitting(constructor, arguments)));
                }
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("Can't make the worker " + className, e);
        }
        throw new IllegalStateException(className + " takes no such arguments: " + arguments);
    }

    private static Object[] fitting(Constructor<?> constructor, List<Object> arguments) {
        Class<?>[] types = constructor.getParameterTypes();
        Object[] fitting = new Object[types.length];
        for (int i = 0; i < types.length; i++) {
            fitting[i] = fitting(types[i], arguments.get(i));
        }
        return fitting;
    }

    private static Object fitting(Class<?> type, Object argument) {
        if (argument instanceof Number number && type == int.class) {
            return number.intValue();
        }
        if (argument instanceof Number number && type == long.class) {
            return number.longValue();
        }
        return argument;
    }
}
