package dev.workerkit.tck.forwarding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.BytesChannel;
import dev.workerkit.Channel;
import dev.workerkit.Delivery;
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
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class ForwardingTest {

    private final List<Method> forwarded = new ArrayList<>();

    @TestFactory
    Stream<DynamicTest> everyMethodIsForwardedToItsLikeAlone() {
        return Stream.of(
                forwards(WorkerRuntime.class, ForwardingRuntime::new),
                forwards(WorkerRuntimeProvider.class, ForwardingProvider::new),
                forwards(Worker.class, ForwardingWorker::new),
                forwards(Channel.class, ForwardingChannel::new),
                forwards(BytesChannel.class, ForwardingBytesChannel::new),
                forwards(Delivery.class, ForwardingDelivery::new),
                forwards(WorkerGroup.class, ForwardingGroup::new),
                forwards(WorkerPool.class, ForwardingPool::new),
                forwards(SharedWorker.class, ForwardingSharedWorker::new),
                forwards(LogView.class, ForwardingLogView::new),
                forwards(WorkerLog.class, ForwardingLog::new),
                forwards(KillSwitch.class, ForwardingKillSwitch::new),
                forwards(Execution.class, ForwardingExecution::new));
    }

    @Test
    void theSameWorkerHasTheSameWrapper() {
        Worker worker = recorded(Worker.class);
        ForwardingRuntime wrapping =
                new ForwardingRuntime(recorded(WorkerRuntime.class)) {
                    @Override
                    protected Worker wrapWorker(Worker each) {
                        return new ForwardingWorker(each);
                    }
                };

        assertThat(wrapping.wrapped(worker))
                .isNotSameAs(worker)
                .isSameAs(wrapping.wrapped(worker))
                .isNotSameAs(wrapping.wrapped(recorded(Worker.class)));
    }

    private <T> DynamicTest forwards(Class<T> type, Function<T, T> forwarding) {
        return DynamicTest.dynamicTest(
                type.getSimpleName(),
                () -> {
                    T wrapper = forwarding.apply(recorded(type));
                    for (Method method : type.getMethods()) {
                        if (!Modifier.isStatic(method.getModifiers())
                                && method.getDeclaringClass() != Iterable.class) {
                            forwarded.clear();
                            method.invoke(wrapper, arguments(method));
                            assertThat(forwarded).as(method.toString()).containsExactly(method);
                        }
                    }
                });
    }

    private static @Nullable Object[] arguments(Method method) {
        return Stream.of(method.getParameterTypes())
                .map(type -> type == int.class ? 1 : type == boolean.class ? true : null)
                .toArray();
    }

    private <T> T recorded(Class<T> type) {
        InvocationHandler handler =
                (proxy, method, arguments) ->
                        switch (method.getName()) {
                            case "hashCode" -> System.identityHashCode(proxy);
                            case "equals" -> proxy == arguments[0];
                            case "toString" -> type.getSimpleName();
                            default -> {
                                forwarded.add(method);
                                yield answer(method.getReturnType());
                            }
                        };
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private @Nullable Object answer(Class<?> type) {
        if (type == boolean.class) {
            return true;
        }
        if (type == int.class) {
            return 1;
        }
        if (type == Optional.class) {
            return Optional.empty();
        }
        if (type == List.class) {
            return List.of();
        }
        if (type == Set.class) {
            return Set.of();
        }
        if (type == Iterator.class) {
            return Collections.emptyIterator();
        }
        return type.isInterface() && !type.isSealed() ? recorded(type) : null;
    }
}
