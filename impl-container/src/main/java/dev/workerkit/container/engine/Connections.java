package dev.workerkit.container.engine;

import dev.workerkit.WorkerException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The connections of this process, one for each endpoint: opening one takes a while, and all
 * runtimes can share it. The last that leaves closes it.
 */
final class Connections {

    private static final Map<URI, Lease> OPEN = new HashMap<>();

    private Connections() {}

    /** A connection, what is known of its engine, and how many use it. */
    private static final class Lease {
        private final Connection connection;
        private final EngineFacts facts;
        private int users;

        Lease(Connection connection) {
            this.connection = connection;
            try {
                this.facts = EngineFacts.of(connection);
            } catch (RuntimeException e) {
                connection.close();
                throw e;
            }
        }
    }

    /** The engine there, or the first of those that come into question. */
    static synchronized Engine lease(Optional<URI> given) {
        Endpoints endpoints = Endpoints.ofThisProcess();
        if (given.isPresent()) {
            return lease(endpoints.given(given.get()));
        }
        List<Endpoint> candidates = endpoints.candidates();
        return candidates.size() == 1 ? lease(candidates.get(0)) : firstOf(candidates);
    }

    private static Engine firstOf(List<Endpoint> candidates) {
        List<String> obstacles = new ArrayList<>();
        for (Endpoint each : candidates) {
            Optional<String> obstacle = Reachability.obstacle(each.socket());
            if (obstacle.isEmpty()) {
                return lease(each);
            }
            if (java.nio.file.Files.exists(each.socket())) {
                obstacles.add(each + ": " + obstacle.get());
            }
        }
        if (obstacles.isEmpty()) {
            List<URI> looked = candidates.stream().map(Endpoint::uri).toList();
            throw new WorkerException(
                    "There is no container engine on this machine; looked at "
                            + looked
                            + "; install and start Docker or Podman, or name the engine's address"
                            + " in the options or in DOCKER_HOST");
        }
        throw new WorkerException(
                "No container engine can be used: " + String.join("; and ", obstacles));
    }

    private static Engine lease(Endpoint endpoint) {
        Lease lease = OPEN.get(endpoint.uri());
        if (lease == null) {
            lease = new Lease(Connection.open(endpoint));
            OPEN.put(endpoint.uri(), lease);
        }
        lease.users++;
        return new Engine(lease.connection, lease.facts);
    }

    static synchronized void release(Connection connection) {
        Lease lease = OPEN.get(connection.endpoint().uri());
        if (lease != null && lease.connection == connection && --lease.users == 0) {
            OPEN.remove(connection.endpoint().uri());
            connection.close();
        }
    }
}
