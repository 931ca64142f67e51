package dev.workerkit.channel;

import dev.workerkit.MessageCodec;
import dev.workerkit.SpecException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/** Finds the codec that a {@link dev.workerkit.ChannelSpec} names. */
public final class Codecs {

    private static final String FIELD = "channel.codec";
    private static final String ADVICE =
            "name a public class with a public constructor without parameters that implements "
                    + MessageCodec.class.getName();

    private Codecs() {}

    /**
     * The codec of this name.
     *
     * @param name {@code json}, {@code string}, {@code bytes} or a class
     * @param loader finds the class
     * @throws SpecException if there is no such codec
     */
    public static MessageCodec of(String name, @Nullable ClassLoader loader) {
        return switch (name) {
            case "json" -> new JsonCodec();
            case "string" -> new StringCodec();
            case "bytes" -> new BytesCodec();
            default -> create(find(name, loader));
        };
    }

    /** The codec of this name, its class found as the calling thread finds classes. */
    static MessageCodec of(String name) {
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        return of(name, context == null ? Codecs.class.getClassLoader() : context);
    }

    private static Class<? extends MessageCodec> find(String name, @Nullable ClassLoader loader) {
        Class<?> type;
        try {
            type = Class.forName(name, true, loader);
        } catch (ClassNotFoundException | LinkageError e) {
            if (name.indexOf('.') < 0) {
                throw refusal(name + " is no codec", "use json, string, bytes or a class name", e);
            }
            throw refusal("the class " + name + " can't be loaded", "add it to the class path", e);
        }
        if (!MessageCodec.class.isAssignableFrom(type)) {
            throw refusal(name + " is no MessageCodec", ADVICE, null);
        }
        return type.asSubclass(MessageCodec.class);
    }

    private static MessageCodec create(Class<? extends MessageCodec> type) {
        String name = type.getName();
        if (!Modifier.isPublic(type.getModifiers()) || Modifier.isAbstract(type.getModifiers())) {
            throw refusal(name + " is not public, or abstract", ADVICE, null);
        }
        try {
            Constructor<? extends MessageCodec> constructor = type.getConstructor();
            return constructor.newInstance();
        } catch (NoSuchMethodException e) {
            throw refusal(name + " has no public constructor without parameters", ADVICE, e);
        } catch (InvocationTargetException e) {
            throw refusal(
                    "the constructor of " + name + " failed: " + e.getCause(),
                    "repair it",
                    e.getCause());
        } catch (ReflectiveOperationException e) {
            throw refusal(name + " can't be created: " + e, ADVICE, e);
        }
    }

    private static SpecException refusal(String found, String advice, @Nullable Throwable cause) {
        SpecException refusal = new SpecException(FIELD, found, advice);
        if (cause != null) {
            refusal.initCause(cause);
        }
        return refusal;
    }
}
