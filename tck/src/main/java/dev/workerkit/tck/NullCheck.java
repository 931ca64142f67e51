package dev.workerkit.tck;

import dev.workerkit.Worker;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.spi.WorkerRuntimeProvider;
import dev.workerkit.tck.forwarding.ForwardingRuntime;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * Fails as soon as a runtime returns null where the API knows none: the verification that trips
 * over it later would look as if the TCK were at fault.
 */
final class NullCheck implements InvocationHandler {

    private final Class<?> type;
    private final Object checked;

    private NullCheck(Class<?> type, Object checked) {
        this.type = type;
        this.checked = checked;
    }

    /** What a provider opened, checked, and so are its workers. */
    static WorkerRuntime opened(@Nullable WorkerRuntime runtime) {
        WorkerRuntime there = returned(runtime, WorkerRuntimeProvider.class, "open");
        return new ForwardingRuntime(of(WorkerRuntime.class, there)) {
            @Override
            protected Worker wrapWorker(Worker worker) {
                return of(Worker.class, worker);
            }
        };
    }

    private static <T> T of(Class<T> type, T checked) {
        return type.cast(
                Proxy.newProxyInstance(
                        type.getClassLoader(),
                        new Class<?>[] {type},
                        new NullCheck(type, checked)));
    }

    private static <T> T returned(@Nullable T result, Class<?> type, String method) {
        if (result == null) {
            throw new AssertionError(type.getSimpleName() + "." + method + "() returned null");
        }
        return result;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
            throws Throwable {
        @Nullable Object result;
        try {
            result = method.invoke(checked, arguments);
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
        return method.getReturnType() == void.class
                        || method.getAnnotatedReturnType().isAnnotationPresent(Nullable.class)
                ? result
                : returned(result, type, method.getName());
    }
}
