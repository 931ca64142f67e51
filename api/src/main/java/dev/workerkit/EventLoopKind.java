package dev.workerkit;

/** What serves the sockets of shared workers and of the connections to them. */
public enum EventLoopKind {
    /** What the runtime thinks best. */
    AUTO,
    /** What every JDK has. */
    NIO,
    /** The one of Linux, by a native library; refused with a {@link SpecException} where it is missing. */
    EPOLL
}
