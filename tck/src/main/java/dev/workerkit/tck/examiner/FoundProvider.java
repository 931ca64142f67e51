package dev.workerkit.tck.examiner;

import dev.workerkit.spi.WorkerRuntimeProvider;
import java.lang.reflect.InvocationTargetException;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A provider that the class path names.
 *
 * @param type its class; what could be found out of it if it can't be loaded
 * @param place the jar or folder that it is in
 * @param fault why it can't be used, if so
 */
record FoundProvider(String type, @Nullable String place, @Nullable String fault) {

    private static final Pattern NAMED = Pattern.compile("Provider (\\S+) not");

    /** All of them. None is made: that is code of the vendor's, which may do anything. */
    static List<FoundProvider> all() {
        List<FoundProvider> found = new ArrayList<>();
        Iterator<ServiceLoader.Provider<WorkerRuntimeProvider>> providers =
                ServiceLoader.load(WorkerRuntimeProvider.class).stream().iterator();
        while (true) {
            try {
                if (!providers.hasNext()) {
                    return found;
                }
                found.add(of(providers.next().type()));
            } catch (ServiceConfigurationError | LinkageError e) {
                // Its entry is used up; the next call is about the next one.
                found.add(unusable(e));
            }
        }
    }

    /**
     * Makes this provider and asks for its name.
     *
     * @throws UnusableProviderException if it throws, or returns null
     */
    String name() {
        try {
            // Those that can't even be found have been told; the search goes past them.
            Class<?> found =
                    Class.forName(type, true, Thread.currentThread().getContextClassLoader());
            Object provider = found.getConstructor().newInstance();
            @Nullable String name = ((WorkerRuntimeProvider) provider).name();
            if (name == null) {
                throw new UnusableProviderException("its name() returned null");
            }
            return name;
        } catch (InvocationTargetException e) {
            throw new UnusableProviderException("its constructor threw " + e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new UnusableProviderException("it can't be made: " + e);
        } catch (RuntimeException | Error e) {
            throw e instanceof UnusableProviderException known
                    ? known
                    : new UnusableProviderException("its name() threw " + e);
        }
    }

    /** The same, with what is wrong with it. */
    FoundProvider with(String newFault) {
        return new FoundProvider(type, place, newFault);
    }

    /** For people. */
    @Override
    public String toString() {
        return place == null ? type : type + " in " + place;
    }

    private static FoundProvider of(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        return new FoundProvider(
                type.getName(),
                source == null || source.getLocation() == null
                        ? null
                        : source.getLocation().getPath(),
                null);
    }

    private static FoundProvider unusable(Error error) {
        String why = error.getMessage() + (error.getCause() == null ? "" : ": " + error.getCause());
        Matcher named = NAMED.matcher(why);
        return new FoundProvider(
                named.find() ? named.group(1) : "a provider",
                null,
                error instanceof LinkageError ? error.toString() : why);
    }
}
