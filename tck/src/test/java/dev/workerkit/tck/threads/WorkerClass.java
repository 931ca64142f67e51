package dev.workerkit.tck.threads;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.workerkit.Launch;
import dev.workerkit.SpecException;
import dev.workerkit.worker.EventedWorker;
import dev.workerkit.worker.LoopWorker;
import dev.workerkit.worker.RawWorker;
import dev.workerkit.worker.TaskWorker;
import java.lang.reflect.Constructor;
import java.lang.reflect.Modifier;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The class that a worker is made of, with the constructor that takes its arguments. */
record WorkerClass(Constructor<?> constructor, List<Object> arguments) {

    private static final ObjectMapper VALUES = new ObjectMapper();
    private static final List<Class<?>> KINDS =
            List.of(RawWorker.class, EventedWorker.class, TaskWorker.class, LoopWorker.class);

    /** Refuses one that there is not, that is no worker, or that can't be made of the arguments. */
    static WorkerClass of(Launch.JavaWorker launch) {
        Class<?> type = type(launch.className());
        long kinds = KINDS.stream().filter(kind -> kind.isAssignableFrom(type)).count();
        if (kinds != 1 || Modifier.isAbstract(type.getModifiers())) {
            throw new SpecException(
                    "launch.className",
                    "'" + type.getName() + "' is no worker",
                    "give a class that can be made and implements exactly one of " + KINDS);
        }
        for (Constructor<?> constructor : type.getConstructors()) {
            Optional<List<Object>> fitting = fitting(constructor, launch.arguments());
            if (fitting.isPresent()) {
                return new WorkerClass(constructor, fitting.get());
            }
        }
        throw new SpecException(
                "launch.arguments",
                launch.arguments() + " fit no public constructor of " + type.getName(),
                "give those that it takes");
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new SpecException(
                    "launch.className",
                    "there is no class '" + name + "'",
                    "add it to the class path");
        }
    }

    private static Optional<List<Object>> fitting(Constructor<?> constructor, List<?> given) {
        Class<?>[] types = constructor.getParameterTypes();
        if (types.length != given.size()) {
            return Optional.empty();
        }
        try {
            Object[] values = new Object[types.length];
            for (int i = 0; i < types.length; i++) {
                values[i] = value(given.get(i), types[i]);
            }
            return Optional.of(List.of(values));
        } catch (IllegalArgumentException | DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Object value(Object given, Class<?> type) {
        return type == Duration.class && given instanceof String text
                ? Duration.parse(text)
                : VALUES.convertValue(given, type);
    }

    Object instance() throws ReflectiveOperationException {
        return constructor.newInstance(arguments.toArray());
    }
}
