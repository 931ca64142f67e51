package dev.workerkit.tck.sabotage;

import dev.workerkit.Isolation;
import dev.workerkit.Launch;
import dev.workerkit.Mount;
import dev.workerkit.NetworkAccess;
import dev.workerkit.ProcessIdentity;
import dev.workerkit.PublishedPort;
import dev.workerkit.Worker;
import dev.workerkit.WorkerSnapshot;
import dev.workerkit.WorkerSpec;
import dev.workerkit.tck.FolderDeletion;
import dev.workerkit.tck.TckSession;
import dev.workerkit.tck.forwarding.ForwardingWorker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** What can go wrong with isolation. */
final class IsoSabotages {

    private static final Path ENGINE = Path.of("/var/run/docker.sock");

    /** Only the superuser can make something there, and no more than files. */
    private static final String KEEPING =
            """
            for file in /kept/*; do [ -f "$file" ] && : > "/dev/${file#/kept/}"; done
            "$@"
            code=$?
            for file in /dev/*; do [ -f "$file" ] && : > "/kept/${file#/dev/}"; done
            exit $code
            """;

    private IsoSabotages() {}

    static List<Sabotage> all() {
        return List.of(
                Sabotage.of(
                        "keeps-a-capability",
                        "WRK-ISO-001",
                        "Workers keep a capability of the kernel that is not named",
                        toIsolation(isolation -> isolation.withCapability("NET_RAW"))),
                Sabotage.of(
                        "takes-a-capability-that-is-named",
                        "WRK-ISO-001",
                        "Of the capabilities that are named workers lack the last",
                        toIsolation(
                                isolation ->
                                        with(isolation, allButLast(isolation.capabilities())))),
                Sabotage.of(
                        "lets-privileges-be-gained",
                        "WRK-ISO-002",
                        "A program may give a worker privileges",
                        toIsolation(Isolation::withNewPrivileges)),
                Sabotage.of(
                        "leaves-the-root-writable",
                        "WRK-ISO-003",
                        "A worker may write wherever its user may",
                        toIsolation(Isolation::withWritableRoot)),
                Sabotage.of(
                        "does-not-bound-the-temporary-folder",
                        "WRK-ISO-003",
                        "Lets /tmp hold sixteen times as much as it should",
                        toIsolation(
                                isolation ->
                                        isolation.withTemporaryBytes(
                                                isolation.temporaryBytes() * 16))),
                Sabotage.of(
                        "leaves-all-writable-to-root",
                        "WRK-ISO-003",
                        "A worker that runs as root may write wherever root may",
                        toIsolation(
                                isolation ->
                                        isRoot(isolation)
                                                ? isolation.withWritableRoot()
                                                : isolation)),
                Sabotage.of(
                        "keeps-what-root-made",
                        "WRK-ISO-003",
                        "The next incarnation finds what one that ran as root has left in /dev",
                        Deed.toSpec(IsoSabotages::withDevicesKept)),
                Sabotage.of(
                        "runs-workers-as-root",
                        "WRK-ISO-004",
                        "A worker without a user is run by root",
                        toIsolation(
                                isolation ->
                                        isolation.user().isPresent()
                                                ? isolation
                                                : isolation.withUser(ProcessIdentity.of(0, 0)))),
                Sabotage.of(
                        "forgets-the-groups-of-a-user",
                        "WRK-ISO-004",
                        "A worker's user is in no further groups",
                        toIsolation(
                                isolation ->
                                        isolation
                                                .user()
                                                .map(
                                                        user ->
                                                                isolation.withUser(
                                                                        ProcessIdentity.of(
                                                                                user.uid(),
                                                                                user.gid())))
                                                .orElse(isolation))),
                Sabotage.of(
                        "lets-processes-be-many",
                        "WRK-ISO-005",
                        "A worker may have more processes than it should",
                        toIsolation(
                                isolation -> isolation.withProcesses(2 * isolation.processes()))),
                Sabotage.of(
                        "gives-every-worker-a-network",
                        "WRK-ISO-006",
                        "A worker that is to reach nothing reaches what the machine does",
                        toNetwork(NetworkAccess.NONE, NetworkAccess.OUTBOUND)),
                Sabotage.of(
                        "shares-the-machines-network",
                        "WRK-ISO-006",
                        "A worker that may reach others has the machine's own network",
                        toNetwork(NetworkAccess.OUTBOUND, NetworkAccess.HOST)),
                Sabotage.of(
                        "shares-its-room",
                        "WRK-ISO-007",
                        "A worker sees processes of somebody else",
                        Deed.toSpec(IsoSabotages::withLodgers)),
                Sabotage.of(
                        "lets-workers-speak-to-the-engine",
                        "WRK-ISO-008",
                        "A worker sees the socket of the machine's engine",
                        Deed.toSpec(spec -> spec.withMount(Mount.host(ENGINE, ENGINE.toString())))),
                Sabotage.of(
                        "publishes-at-all-addresses",
                        "WRK-ISO-009",
                        "A published port is reached at all addresses of the machine",
                        toPublished(
                                port ->
                                        new PublishedPort(
                                                "0.0.0.0", port.hostPort(), port.workerPort()))),
                Sabotage.of(
                        "publishes-nothing",
                        "WRK-ISO-009",
                        "Takes a port that is to be published, and does nothing about it",
                        toIsolation(
                                isolation -> with(isolation, isolation.capabilities(), Set.of()))),
                Sabotage.of(
                        "publishes-for-ever",
                        "WRK-ISO-009",
                        "A published port is still open when its worker has ended",
                        Deed.toWorker(StillPublished::new)),
                Sabotage.of(
                        "passes-the-masters-variables-on",
                        "WRK-ISO-010",
                        "A worker has the variables of its master",
                        Deed.toSpec(IsoSabotages::withVariables)));
    }

    private static boolean isRoot(Isolation isolation) {
        return isolation.user().filter(user -> user.uid() == 0).isPresent();
    }

    /** In a folder of the machine, which goes with the verification. */
    private static WorkerSpec withDevicesKept(WorkerSpec spec) {
        if (!isRoot(spec.isolation()) || !(spec.launch() instanceof Launch.Command command)) {
            return spec;
        }
        try {
            Path folder = Files.createTempDirectory("sabotage-");
            TckSession.current().closeAtEnd(() -> FolderDeletion.of(folder));
            return spec.withMount(Mount.host(folder, "/kept").asWritable())
                    .withLaunch(new Launch.Command(Launches.by(KEEPING, command.words())));
        } catch (IOException e) {
            throw new UncheckedIOException("No folder to keep things in", e);
        }
    }

    private static Deed toIsolation(UnaryOperator<Isolation> change) {
        return Deed.toSpec(spec -> spec.withIsolation(change.apply(spec.isolation())));
    }

    private static Deed toNetwork(NetworkAccess asked, NetworkAccess given) {
        return toIsolation(
                isolation ->
                        isolation.network() == asked ? isolation.withNetwork(given) : isolation);
    }

    private static Deed toPublished(UnaryOperator<PublishedPort> change) {
        return toIsolation(
                isolation ->
                        with(
                                isolation,
                                isolation.capabilities(),
                                isolation.published().stream()
                                        .map(change)
                                        .collect(Collectors.toSet())));
    }

    private static Isolation with(Isolation isolation, Set<String> capabilities) {
        return with(isolation, capabilities, isolation.published());
    }

    private static Isolation with(
            Isolation isolation, Set<String> capabilities, Set<PublishedPort> published) {
        return new Isolation(
                capabilities,
                isolation.newPrivileges(),
                isolation.writableRoot(),
                isolation.temporaryBytes(),
                isolation.user(),
                isolation.processes(),
                isolation.network(),
                published);
    }

    private static Set<String> allButLast(Set<String> names) {
        return names.stream().limit(Math.max(0, names.size() - 1)).collect(Collectors.toSet());
    }

    private static WorkerSpec withLodgers(WorkerSpec spec) {
        if (!(spec.launch() instanceof Launch.Command command)) {
            return spec;
        }
        List<String> words =
                new ArrayList<>(
                        List.of(
                                "/bin/sh",
                                "-c",
                                "for one in 1 2 3 4 5 6; do sleep 60 & done; exec \"$0\" \"$@\""));
        words.addAll(command.words());
        return spec.withLaunch(new Launch.Command(words));
    }

    private static WorkerSpec withVariables(WorkerSpec spec) {
        Set<String> given = new HashSet<>(spec.environment().keySet());
        WorkerSpec with = spec;
        for (String name : System.getenv().keySet()) {
            // A worker's own PATH, and what a spec may not set, stay.
            boolean free = !name.equals("PATH") && !name.startsWith("WORKERKIT_");
            if (free && given.add(name)) {
                with = with.withEnvironment(name, System.getenv(name));
            }
        }
        return with;
    }

    /** Somebody listens at each of its ports when it has been stopped. */
    private static final class StillPublished extends ForwardingWorker {

        StillPublished(Worker worker) {
            super(worker);
        }

        @Override
        public CompletableFuture<WorkerSnapshot> stop() {
            return super.stop().whenComplete((snapshot, thrown) -> listen());
        }

        private void listen() {
            for (PublishedPort each : spec().isolation().published()) {
                try {
                    ServerSocket open =
                            new ServerSocket(
                                    each.hostPort(), 1, InetAddress.getByName(each.host()));
                    Background.run(() -> answer(open));
                    TckSession.ifAny().ifPresent(session -> session.closeAtEnd(open));
                } catch (IOException e) {
                    // Somebody else is there already.
                }
            }
        }

        private static void answer(ServerSocket open) {
            while (!open.isClosed()) {
                try (Socket client = open.accept()) {
                    client.getOutputStream().write('x');
                } catch (IOException e) {
                    // It was closed, or the client has gone.
                }
            }
        }
    }
}
