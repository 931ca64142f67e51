package dev.workerkit.host;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import org.jspecify.annotations.Nullable;

/**
 * Has a signal run something, instead of what the JVM does about it. The API for it is in every JDK
 * but in no specification, so it is found by reflection. That takes a while, and is done on a thread
 * of its own.
 */
public final class ReceivedSignal {

    private final String name;
    private final Runnable onSignal;
    private final Thread installing;
    private volatile boolean installed;

    /**
     * Begins to have this run, on a thread of the JVM's, each time.
     *
     * @param name the signal's, for example {@code TERM}
     */
    public ReceivedSignal(String name, Runnable onSignal) {
        this.name = name;
        this.onSignal = onSignal;
        installing =
                new Thread("workerkit-signals") {
                    @Override
                    public void run() {
                        install();
                    }
                };
        installing.setDaemon(true);
        installing.start();
    }

    /**
     * Waits until the signal is handled.
     *
     * @return false if it can't be in this JVM
     */
    public boolean awaitInstalled() throws InterruptedException {
        installing.join();
        return installed;
    }

    private void install() {
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            signal.getMethod("handle", signal, handler)
                    .invoke(
                            null,
                            signal.getConstructor(String.class).newInstance(name),
                            Proxy.newProxyInstance(
                                    handler.getClassLoader(),
                                    new Class<?>[] {handler},
                                    new Handler()));
            installed = true;
        } catch (ReflectiveOperationException | RuntimeException e) {
            // A runtime image without it, or a JVM told to leave signals alone (-Xrs).
            installed = false;
        }
    }

    private final class Handler implements InvocationHandler {
        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) {
            switch (method.getName()) {
                case "handle" -> {
                    onSignal.run();
                    return null;
                }
                case "equals" -> {
                    return arguments != null && proxy == arguments[0];
                }
                case "hashCode" -> {
                    return System.identityHashCode(proxy);
                }
                default -> {
                    return "workerkit's handler of SIG" + name;
                }
            }
        }
    }
}
