package dev.workerkit.benchmarks.trial;

import dev.workerkit.benchmarks.peer.Peer;
import dev.workerkit.benchmarks.peer.Peers;
import dev.workerkit.benchmarks.report.BenchmarkReport.Described;
import dev.workerkit.benchmarks.spawn.Spawner;
import dev.workerkit.benchmarks.spawn.Spawners;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which peers are not there on this machine; each is looked for once. */
final class Absences {

    private final Map<String, Optional<String>> known = new HashMap<>();

    /** Why this peer can't be measured; empty if it can. */
    Optional<String> of(String peer) {
        return known.computeIfAbsent(peer, Absences::lookFor);
    }

    private static Optional<String> lookFor(String name) {
        for (Peer peer : Peers.all()) {
            if (peer.name().equals(name)) {
                return peer.absence();
            }
        }
        return Spawners.named(name).absence();
    }

    /** All that there are. */
    static List<Described> described() {
        Map<String, Described> all = new LinkedHashMap<>();
        for (Peer peer : Peers.all()) {
            all.put(peer.name(), new Described(peer.name(), peer.title(), "", ""));
        }
        for (Spawner.Kind kind : Spawners.all()) {
            all.putIfAbsent(kind.name(), new Described(kind.name(), kind.title(), "", ""));
        }
        return List.copyOf(all.values());
    }
}
