package dev.workerkit.server;

import dev.workerkit.worker.Peer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** The masters that are connected. Any thread may look. */
final class Peers {

    private final ConcurrentSkipListMap<Long, MasterPeer> connected = new ConcurrentSkipListMap<>();
    private long last;

    /** A master with a number that no other has had; on the event loop. */
    MasterPeer add(Connection connection, Optional<String> name) {
        long number = ++last;
        MasterPeer peer = new MasterPeer(connection, number, name.orElse("master") + "#" + number);
        connected.put(number, peer);
        return peer;
    }

    void remove(MasterPeer peer) {
        connected.remove(peer.number());
    }

    /** In the order in which they came. */
    List<Peer> all() {
        return List.copyOf(connected.values());
    }
}
