package dev.workerkit.server;

import dev.workerkit.WireLimits;

/**
 * What all masters together may make the worker hold (WRK-WIRE-013).
 *
 * @param unfinished bytes of frames that have not come whole
 * @param unread bytes that wait for masters to read them
 */
record Rations(long unfinished, long unread) {

    /**
     * A quarter of the heap's greatest size for either, and at least what it takes that no limit of
     * one master is below it.
     */
    static Rations of(WireLimits limits) {
        long quarter = Runtime.getRuntime().maxMemory() / 4;
        // What has come of a frame may be kept in twice its room; an answer may be as long.
        long frame = 2L * limits.maxFrameBytes();
        return new Rations(
                Math.max(quarter, frame), Math.max(quarter, frame + limits.maxUnreadBytes()));
    }
}
