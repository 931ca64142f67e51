package dev.workerkit;

import java.time.Duration;

/**
 * What a shared worker bears from its masters. Immutable.
 *
 * @param maxFrameBytes the largest frame, in bytes: its type and its content (WRK-WIRE-005)
 * @param handshakeTimeout how long a connection may take to introduce itself, from 1 ms to 365
 *     days (WRK-WIRE-007)
 * @param maxConnections how many masters may be connected at once (WRK-WIRE-008)
 * @param maxUnreadBytes how much output may wait for one master; then nothing more is read from it
 *     until it has read (WRK-WIRE-009)
 * @param stallTimeout how long a master may leave that much unread before it is disconnected, and
 *     how long one beyond the network may be silent before it is asked whether it lives, and then
 *     before it is taken for dead
 */
public record WireLimits(
        int maxFrameBytes,
        Duration handshakeTimeout,
        int maxConnections,
        int maxUnreadBytes,
        Duration stallTimeout) {

    /** The default largest frame, 16 MiB. */
    public static final int DEFAULT_MAX_FRAME_BYTES = 16 << 20;

    /** Checks the values. */
    public WireLimits {
        requireWithin("limits.maxFrameBytes", maxFrameBytes, 1 << 10, 1 << 30);
        requireWithin("limits.maxConnections", maxConnections, 1, 1_000_000);
        requireWithin("limits.maxUnreadBytes", maxUnreadBytes, 1 << 10, 1 << 30);
        requireWithin("limits.handshakeTimeout", handshakeTimeout);
        requireWithin("limits.stallTimeout", stallTimeout);
    }

    private static void requireWithin(String field, int value, int least, int most) {
        if (value < least || value > most) {
            throw new SpecException(
                    field, value + " is out of range", "use a value from " + least + " to " + most);
        }
    }

    private static void requireWithin(String field, Duration value) {
        if (value.compareTo(Duration.ofMillis(1)) < 0
                || value.compareTo(Duration.ofDays(365)) > 0) {
            throw new SpecException(
                    field, value + " is out of range", "use a time from 1 ms to 365 days");
        }
    }

    /** 16 MiB a frame, 10 s for the handshake, 16384 masters, 1 MiB unread, 30 s of stalling. */
    public static WireLimits defaults() {
        return new WireLimits(
                DEFAULT_MAX_FRAME_BYTES,
                Duration.ofSeconds(10),
                16_384,
                1 << 20,
                Duration.ofSeconds(30));
    }

    /** The same with another largest frame. */
    public WireLimits withMaxFrameBytes(int bytes) {
        return new WireLimits(
                bytes, handshakeTimeout, maxConnections, maxUnreadBytes, stallTimeout);
    }

    /** The same with another time for the handshake. */
    public WireLimits withHandshakeTimeout(Duration timeout) {
        return new WireLimits(maxFrameBytes, timeout, maxConnections, maxUnreadBytes, stallTimeout);
    }

    /** The same for another number of masters. */
    public WireLimits withMaxConnections(int connections) {
        return new WireLimits(
                maxFrameBytes, handshakeTimeout, connections, maxUnreadBytes, stallTimeout);
    }

    /** The same with another bound on what a master may leave unread. */
    public WireLimits withMaxUnreadBytes(int bytes) {
        return new WireLimits(maxFrameBytes, handshakeTimeout, maxConnections, bytes, stallTimeout);
    }

    /** The same with another time for a master that stalls. */
    public WireLimits withStallTimeout(Duration timeout) {
        return new WireLimits(
                maxFrameBytes, handshakeTimeout, maxConnections, maxUnreadBytes, timeout);
    }
}
