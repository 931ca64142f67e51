package dev.workerkit;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How messages between master and worker are encoded, how many may wait, and what becomes of them
 * when one side dies.
 *
 * @param codec {@code json}, {@code string}, {@code bytes}, or the name of a public class with a
 *     public constructor without parameters that implements {@link MessageCodec}, on the class path
 *     of both sides
 * @param maxMessageBytes the largest encoded message, in bytes (WRK-CHAN-009)
 * @param capacityBytes how many bytes may wait in each direction before the sender is held back, at
 *     least {@code maxMessageBytes} (WRK-CHAN-006); with {@link DeliveryGuarantee#AT_LEAST_ONCE}
 *     they count from the oldest message that is not acknowledged
 * @param guarantee when a message counts as taken
 * @param directory the folder of a durable channel, absolute; absent for one that goes with its
 *     worker
 */
public record ChannelSpec(
        String codec,
        int maxMessageBytes,
        int capacityBytes,
        DeliveryGuarantee guarantee,
        Optional<Path> directory) {

    /** The default largest message, 1 MiB. */
    public static final int DEFAULT_MAX_MESSAGE_BYTES = 1 << 20;

    /** The default capacity of each direction, 32 MiB. */
    public static final int DEFAULT_CAPACITY_BYTES = 32 << 20;

    /** The most that a message may be allowed to take, 16 MiB. */
    public static final int LARGEST_MESSAGE_BYTES = 16 << 20;

    /** The most that a direction may be allowed to hold, 1 GiB. */
    public static final int LARGEST_CAPACITY_BYTES = 1 << 30;

    /** Checks the values. */
    public ChannelSpec {
        if (codec.isBlank()) {
            throw new SpecException(
                    "channel.codec", "it is empty", "use json, string, bytes or a class name");
        }
        requireWithin("channel.maxMessageBytes", maxMessageBytes, 1, LARGEST_MESSAGE_BYTES);
        requireWithin("channel.capacityBytes", capacityBytes, 1, LARGEST_CAPACITY_BYTES);
        if (capacityBytes < maxMessageBytes) {
            throw new SpecException(
                    "channel.capacityBytes",
                    capacityBytes + " is less than maxMessageBytes, " + maxMessageBytes,
                    "make room for at least one message");
        }
        if (directory.isPresent()) {
            requireDurable(guarantee, directory.get());
        }
    }

    private static void requireDurable(DeliveryGuarantee guarantee, Path directory) {
        if (guarantee != DeliveryGuarantee.AT_LEAST_ONCE) {
            throw new SpecException(
                    "channel.guarantee",
                    guarantee + " contradicts the folder " + directory,
                    "use AT_LEAST_ONCE, or leave the folder out: there is nothing to keep");
        }
        if (!directory.isAbsolute()) {
            throw new SpecException(
                    "channel.directory",
                    "'" + directory + "' is relative, and its two sides may run in two places",
                    "give an absolute path");
        }
    }

    private static void requireWithin(String field, int value, int least, int most) {
        if (value < least || value > most) {
            throw new SpecException(
                    field, value + " is out of range", "use a value from " + least + " to " + most);
        }
    }

    /** JSON values: strings, numbers, booleans, lists, maps, and objects bound by their properties. */
    public static ChannelSpec json() {
        return of("json");
    }

    /** Strings, as UTF-8. */
    public static ChannelSpec strings() {
        return of("string");
    }

    /** Byte arrays and byte buffers as they are: the fastest. */
    public static ChannelSpec bytes() {
        return of("bytes");
    }

    /** A codec of the application's own. */
    public static ChannelSpec of(Class<? extends MessageCodec> codec) {
        return of(codec.getName());
    }

    private static ChannelSpec of(String codec) {
        return new ChannelSpec(
                codec,
                DEFAULT_MAX_MESSAGE_BYTES,
                DEFAULT_CAPACITY_BYTES,
                DeliveryGuarantee.AT_MOST_ONCE,
                Optional.empty());
    }

    /** The same with another codec: one of the names, or a class. */
    public ChannelSpec withCodec(String newCodec) {
        return new ChannelSpec(newCodec, maxMessageBytes, capacityBytes, guarantee, directory);
    }

    /** The same with another largest message. */
    public ChannelSpec withMaxMessageBytes(int bytes) {
        return new ChannelSpec(codec, bytes, capacityBytes, guarantee, directory);
    }

    /** The same with another capacity. */
    public ChannelSpec withCapacityBytes(int bytes) {
        return new ChannelSpec(codec, maxMessageBytes, bytes, guarantee, directory);
    }

    /**
     * The same with messages that count as taken only when they are acknowledged, and otherwise
     * come again to the next incarnation.
     */
    public ChannelSpec withAcknowledgement() {
        return new ChannelSpec(
                codec, maxMessageBytes, capacityBytes, DeliveryGuarantee.AT_LEAST_ONCE, directory);
    }

    /**
     * The same kept in a folder, which is made if need be: what is not acknowledged outlives the
     * worker, the runtime and the death of both, in both directions, and comes again when a worker
     * is started with the same folder and codec. A folder serves one worker at a time, until that is
     * removed; a start right after the removal waits while the folder is cleared up
     * (WRK-DURABLE-008 to WRK-DURABLE-012). It does not outlive the loss of power.
     *
     * @param directory absolute, for this channel alone, on a local file system
     */
    public ChannelSpec withDurable(Path directory) {
        return new ChannelSpec(
                codec,
                maxMessageBytes,
                capacityBytes,
                DeliveryGuarantee.AT_LEAST_ONCE,
                Optional.of(directory));
    }

    /** Whether messages count as taken only when they are acknowledged. */
    public boolean isAcknowledged() {
        return guarantee == DeliveryGuarantee.AT_LEAST_ONCE;
    }
}
