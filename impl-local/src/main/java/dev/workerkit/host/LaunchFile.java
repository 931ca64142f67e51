package dev.workerkit.host;

import dev.workerkit.ChannelSpec;
import dev.workerkit.DeliveryGuarantee;
import dev.workerkit.WorkerException;
import dev.workerkit.WorkerId;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What one incarnation of a worker is to be, as the master writes it and the worker's process reads
 * it. The environment variable {@link #VARIABLE} names the file.
 *
 * @param id who it is
 * @param name the name it was given
 * @param incarnation which spawn it is, from 1
 * @param className the binary name of its class
 * @param arguments of its constructor: strings, numbers, booleans, and lists of them
 * @param loopTime how often a loop worker loops; of no meaning to others
 * @param hooks what is run before the worker is
 * @param oversight what the master holds it to
 * @param channelDirectory where its channel lies
 * @param channel how messages are encoded, and how many may wait
 */
public record LaunchFile(
        WorkerId id,
        String name,
        int incarnation,
        String className,
        List<Object> arguments,
        Duration loopTime,
        Hooks hooks,
        Oversight oversight,
        Path channelDirectory,
        ChannelSpec channel) {

    /** The environment variable that holds the file's path. */
    public static final String VARIABLE = "WORKERKIT_LAUNCH";

    /** How often a loop worker loops unless its launch says otherwise. */
    public static final Duration DEFAULT_LOOP_TIME = Duration.ofSeconds(1);

    private static final String MARK = "workerkit-launch-1";
    private static final int VALUES = 16;

    /** Makes the list immutable. */
    public LaunchFile {
        arguments = List.copyOf(arguments);
    }

    /**
     * Writes it so that only this user can read it. An existing file is replaced.
     *
     * @throws WorkerException if that fails
     */
    public void write(Path file) {
        try {
            LaunchValues.writeFile(file, values());
        } catch (IOException | IllegalArgumentException e) {
            throw new WorkerException(
                    "Can't write the launch of worker '" + name + "' to " + file + ": " + e, e);
        }
    }

    private List<Object> values() {
        return List.of(
                MARK,
                id.value(),
                name,
                incarnation,
                className,
                arguments,
                nanos(loopTime),
                channelDirectory.toString(),
                channel.codec(),
                channel.maxMessageBytes(),
                channel.capacityBytes(),
                channel.guarantee().name(),
                channel.directory().isPresent() ? channel.directory().get().toString() : "",
                oversight.watchdog().isPresent() ? nanos(oversight.watchdog().get()) : 0,
                oversight.units().orElse(0),
                hooks.values());
    }

    private static long nanos(Duration time) {
        Duration longest = Duration.ofNanos(Long.MAX_VALUE);
        return time.compareTo(longest) < 0 ? time.toNanos() : Long.MAX_VALUE;
    }

    /**
     * Reads it.
     *
     * @throws WorkerException if it can't be read, or is no such file
     */
    public static LaunchFile read(Path file) {
        try {
            return of(LaunchValues.readFile(file, MARK, VALUES));
        } catch (IOException | RuntimeException e) {
            throw e instanceof WorkerException known
                    ? known
                    : new WorkerException("Can't read the launch file " + file + ": " + e, e);
        }
    }

    @SuppressWarnings("unchecked")
    private static LaunchFile of(List<?> values) {
        return new LaunchFile(
                new WorkerId((String) values.get(1)),
                (String) values.get(2),
                ((Number) values.get(3)).intValue(),
                (String) values.get(4),
                (List<Object>) values.get(5),
                Duration.ofNanos((Long) values.get(6)),
                Hooks.of((List<?>) values.get(15)),
                Oversight.of((Long) values.get(13), (Long) values.get(14)),
                Path.of((String) values.get(7)),
                new ChannelSpec(
                        (String) values.get(8),
                        ((Number) values.get(9)).intValue(),
                        ((Number) values.get(10)).intValue(),
                        DeliveryGuarantee.valueOf((String) values.get(11)),
                        directory((String) values.get(12))));
    }

    private static Optional<Path> directory(String value) {
        return value.isEmpty() ? Optional.empty() : Optional.of(Path.of(value));
    }
}
