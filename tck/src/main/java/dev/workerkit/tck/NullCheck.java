package dev.workerkit.tck;

import dev.workerkit.BytesChannel;
import dev.workerkit.Channel;
import dev.workerkit.Execution;
import dev.workerkit.KillSwitch;
import dev.workerkit.LogView;
import dev.workerkit.SharedWorker;
import dev.workerkit.Worker;
import dev.workerkit.WorkerGroup;
import dev.workerkit.WorkerLog;
import dev.workerkit.WorkerPool;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.spi.WorkerRuntimeProvider;
import dev.workerkit.tck.forwarding.ForwardingRuntime;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Fails as soon as a runtime returns null where the API knows none: the verification that trips
 * over it later would look as if the TCK were at fault.
 */
final class NullCheck implements InvocationHandler {

    /** What handles hand out, and what is a handle itself. */
    private static final Set<Class<?>> HANDLES =
            Set.of(
                    Channel.class,
                    BytesChannel.class,
                    Execution.class,
                    KillSwitch.class,
                    LogView.class,
                    WorkerLog.class);

    private final Class<?> type;
    private final Object checked;

    /** Whoever asks twice for the same gets the same. */
    private final Map<Object, Object> handed = new ConcurrentHashMap<>();

    private NullCheck(Class<?> type, Object checked) {
        this.type = type;
        this.checked = checked;
    }

    /** What a provider opened, checked, and so is all that it hands out. */
    static WorkerRuntime opened(@Nullable WorkerRuntime runtime) {
        WorkerRuntime there = returned(runtime, WorkerRuntimeProvider.class, "open");
        return new ForwardingRuntime(of(WorkerRuntime.class, there)) {
            @Override
            protected Worker wrapWorker(Worker worker) {
                return of(Worker.class, worker);
            }

            @Override
            protected WorkerGroup wrapGroup(WorkerGroup group) {
                return super.wrapGroup(of(WorkerGroup.class, group));
            }

            @Override
            protected WorkerPool wrapPool(WorkerPool pool) {
                return super.wrapPool(of(WorkerPool.class, pool));
            }

            @Override
            protected SharedWorker wrapSharedWorker(SharedWorker worker) {
                return of(SharedWorker.class, worker);
            }
        };
    }

    private static <T> T of(Class<T> type, T checked) {
        return type.cast(proxy(type, checked));
    }

    private static Object proxy(Class<?> type, Object checked) {
        return Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, new NullCheck(type, checked));
    }

    private static <T> T returned(@Nullable T result, Class<?> type, String method) {
        String what = type.getSimpleName() + "." + method + "() returned ";
        if (result == null) {
            throw new AssertionError(what + "null");
        }
        if (result instanceof List<?> list && list.stream().anyMatch(Objects::isNull)) {
            throw new AssertionError(what + "a list with null in it");
        }
        return result;
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
            throws Throwable {
        @Nullable Object result;
        try {
            result = method.invoke(checked, unchecked(method, arguments));
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
        return method.getReturnType() == void.class
                        || method.getAnnotatedReturnType().isAnnotationPresent(Nullable.class)
                ? result
                : handedOut(method, returned(result, type, method.getName()));
    }

    /** Handles are compared by what is behind them. */
    private static Object @Nullable [] unchecked(Method method, Object @Nullable [] arguments) {
        return arguments != null
                        && method.getName().equals("equals")
                        && arguments[0] != null
                        && Proxy.isProxyClass(arguments[0].getClass())
                        && Proxy.getInvocationHandler(arguments[0]) instanceof NullCheck other
                ? new Object[] {other.checked}
                : arguments;
    }

    private Object handedOut(Method method, Object result) {
        Class<?> returned = method.getReturnType();
        return HANDLES.contains(returned)
                ? handed.computeIfAbsent(result, handle -> proxy(returned, handle))
                : result;
    }
}
