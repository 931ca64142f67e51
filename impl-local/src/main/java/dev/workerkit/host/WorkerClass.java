package dev.workerkit.host;

import dev.workerkit.SpecException;
import dev.workerkit.worker.EventedWorker;
import dev.workerkit.worker.LoopWorker;
import dev.workerkit.worker.RawWorker;
import dev.workerkit.worker.SharedWorkerHandler;
import dev.workerkit.worker.TaskWorker;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;

/**
 * A class that can be a worker, with the constructor that takes the arguments of its launch. The
 * master finds it before it starts anything, and the worker's process finds the same.
 */
public final class WorkerClass {

    private static final String CLASS_FIELD = "launch.className";

    private final Class<?> type;
    private final Constructor<?> constructor;
    private final Object[] arguments;

    private WorkerClass(Class<?> type, Constructor<?> constructor, Object[] arguments) {
        this.type = type;
        this.constructor = constructor;
        this.arguments = arguments;
    }

    /**
     * Finds the constructor that takes these arguments. Public ones are preferred; otherwise one of
     * any visibility will do, as the class itself may have any. Numbers become the number that the
     * constructor takes, texts become enum constants, paths and durations, if that works out.
     *
     * @param arguments strings, numbers, booleans, and lists of them
     * @throws SpecException for {@code launch.className} if it can't be a worker, and for {@code
     *     launch.arguments} if not exactly one constructor takes them
     */
    public static WorkerClass of(Class<?> type, List<?> arguments) {
        requireWorker(type);
        Arguments.requirePlain(arguments);
        List<WorkerClass> fitting = fitting(type, arguments, true);
        if (fitting.isEmpty()) {
            fitting = fitting(type, arguments, false);
        }
        if (fitting.size() != 1) {
            throw new SpecException(
                    "launch.arguments",
                    (fitting.isEmpty() ? "no constructor of " : "more than one constructor of ")
                            + type.getName()
                            + " takes "
                            + described(arguments)
                            + "; it has "
                            + constructors(type),
                    fitting.isEmpty()
                            ? "give arguments that one of them takes"
                            : "leave only one of them public");
        }
        return fitting.get(0);
    }

    private static List<WorkerClass> fitting(Class<?> type, List<?> arguments, boolean publicOnly) {
        List<WorkerClass> fitting = new ArrayList<>(1);
        for (Constructor<?> each : type.getDeclaredConstructors()) {
            if (each.isSynthetic() || publicOnly != Modifier.isPublic(each.getModifiers())) {
                continue;
            }
            Object[] converted = Arguments.convertAll(arguments, each.getParameterTypes());
            if (converted != null) {
                fitting.add(new WorkerClass(type, each, converted));
            }
        }
        return fitting;
    }

    private static void requireWorker(Class<?> type) {
        String name = type.getName();
        int kinds =
                (RawWorker.class.isAssignableFrom(type) ? 1 : 0)
                        + (EventedWorker.class.isAssignableFrom(type) ? 1 : 0)
                        + (TaskWorker.class.isAssignableFrom(type) ? 1 : 0)
                        + (LoopWorker.class.isAssignableFrom(type) ? 1 : 0)
                        + (SharedWorkerHandler.class.isAssignableFrom(type) ? 1 : 0);
        if (kinds == 0) {
            throw new SpecException(
                    CLASS_FIELD,
                    name + " is not a worker",
                    "let it implement RawWorker, EventedWorker, TaskWorker, LoopWorker or"
                            + " SharedWorkerHandler");
        }
        if (kinds > 1) {
            throw new SpecException(
                    CLASS_FIELD,
                    name + " is several kinds of worker at once",
                    "let it implement only one of RawWorker, EventedWorker, TaskWorker,"
                            + " LoopWorker and SharedWorkerHandler");
        }
        if (type.isHidden() || type.isAnonymousClass() || type.isLocalClass()) {
            throw new SpecException(
                    CLASS_FIELD,
                    name + " is a lambda, or an anonymous or local class",
                    "another process can't make one; use a class with a name of its own");
        }
        if (type.isInterface() || Modifier.isAbstract(type.getModifiers())) {
            throw new SpecException(
                    CLASS_FIELD,
                    name + " is abstract",
                    "name a class of which there can be an object");
        }
        if (type.isMemberClass() && !Modifier.isStatic(type.getModifiers())) {
            throw new SpecException(
                    CLASS_FIELD,
                    name + " is an inner class, which needs an object of its outer class",
                    "make it static");
        }
        if (type.isEnum()) {
            throw new SpecException(CLASS_FIELD, name + " is an enum", "use a class");
        }
    }

    private static String described(List<?> arguments) {
        StringBuilder text = new StringBuilder("(");
        for (Object argument : arguments) {
            text.append(text.length() == 1 ? "" : ", ")
                    .append(argument instanceof List ? "List" : argument.getClass().getSimpleName())
                    .append(' ')
                    .append(argument);
        }
        return text.append(')').toString();
    }

    private static String constructors(Class<?> type) {
        StringBuilder text = new StringBuilder();
        for (Constructor<?> each : type.getDeclaredConstructors()) {
            if (!each.isSynthetic()) {
                text.append(text.length() == 0 ? "" : ", ").append(described(type, each));
            }
        }
        return text.toString();
    }

    private static String described(Class<?> type, Constructor<?> constructor) {
        StringBuilder text = new StringBuilder(type.getSimpleName()).append('(');
        String separator = "";
        for (Class<?> parameter : constructor.getParameterTypes()) {
            text.append(separator).append(parameter.getSimpleName());
            separator = ", ";
        }
        return text.append(')').toString();
    }

    /** The class. */
    public Class<?> type() {
        return type;
    }

    /** Whether it is a {@link LoopWorker}, the one kind that a loop time means something to. */
    public boolean isLoop() {
        return LoopWorker.class.isAssignableFrom(type);
    }

    /** Whether it is a {@link TaskWorker}, the one kind that answers requests. */
    public boolean answersRequests() {
        return TaskWorker.class.isAssignableFrom(type);
    }

    /** Whether it is a {@link SharedWorkerHandler}, the one kind that can be a shared worker. */
    public boolean isSharedHandler() {
        return SharedWorkerHandler.class.isAssignableFrom(type);
    }

    /**
     * Makes a worker.
     *
     * @throws SpecException if the class or its constructor is closed to this package
     * @throws Exception what the constructor throws
     */
    public Object newInstance() throws Exception {
        if (!constructor.trySetAccessible()) {
            throw new SpecException(
                    CLASS_FIELD,
                    type.getName() + " lies in a package that its module keeps closed",
                    "open the package, or put the class on the class path");
        }
        try {
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }
}
