package dev.workerkit.container.engine;

import dev.workerkit.WorkerException;
import java.net.URI;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The connections of this process, one for each endpoint: opening one takes a while, and all
 * runtimes can share it. The last that leaves closes it.
 */
final class Connections {

    private static final Map<URI, Lease> OPEN = new HashMap<>();

    private Connections() {}

    /** A connection, what is known of its engine, and how many use it or wait for it. */
    private static final class Lease {
        private final Endpoint endpoint;
        private @Nullable Connection connection;
        private @Nullable EngineFacts facts;
        private int users;

        Lease(Endpoint endpoint) {
            this.endpoint = endpoint;
        }

        /** Connects if nobody has. */
        synchronized Engine engine() {
            Connection open = connection;
            EngineFacts known = facts;
            if (open == null || known == null) {
                open = Connection.open(endpoint);
                try {
                    known = EngineFacts.of(open);
                } catch (RuntimeException | Error e) {
                    open.close();
                    throw e;
                }
                connection = open;
                facts = known;
            }
            return new Engine(open, known, () -> release(this));
        }

        synchronized void close() {
            if (connection != null) {
                connection.close();
            }
        }
    }

    /** The engine there, or the first of those that come into question. */
    static Engine lease(Optional<URI> given) {
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
            if (Files.exists(each.socket())) {
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

    /** An engine that is slow to answer keeps only those waiting who want this one. */
    private static Engine lease(Endpoint endpoint) {
        Lease lease;
        synchronized (OPEN) {
            lease = OPEN.computeIfAbsent(endpoint.uri(), uri -> new Lease(endpoint));
            lease.users++;
        }
        try {
            return lease.engine();
        } catch (RuntimeException | Error e) {
            release(lease);
            throw e;
        }
    }

    private static void release(Lease lease) {
        synchronized (OPEN) {
            lease.users--;
            if (lease.users > 0) {
                return;
            }
            OPEN.remove(lease.endpoint.uri());
        }
        lease.close();
    }
}
