package dev.workerkit.benchmarks.peer;

import java.util.List;

/** All peers. */
public final class Peers {

    /** The limit: what mapped memory is able to do with no more than a ring on it. */
    public static final String LIMIT = "agrona-ring";

    /** What it is all about. */
    public static final String OURS = "workerkit";

    /** The same with the worker in a container. */
    public static final String CONTAINER = "workerkit-container";

    private static final List<Peer> ALL =
            List.of(
                    new Workers(OURS, "Workerkit", "local"),
                    new Workers(CONTAINER, "Workerkit in a container", "container"),
                    new AgronaRing(),
                    new AeronIpc(),
                    new ChroniclePlain(),
                    new UnixSocket(),
                    new TcpLoopback(),
                    new Pipes());

    private Peers() {}

    /** In the order in which they are shown. */
    public static List<Peer> all() {
        return ALL;
    }

    /** The peer of this name, which there is. */
    public static Peer named(String name) {
        return ALL.stream()
                .filter(peer -> peer.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("There is no peer " + name));
    }
}
