package dev.workerkit.sharing;

import dev.workerkit.BootstrapProfile;
import dev.workerkit.Launch;
import dev.workerkit.MessageCodec;
import dev.workerkit.SharedWorkerSpec;
import dev.workerkit.SharedWorkerUnavailableException;
import dev.workerkit.SocketContext;
import dev.workerkit.SpecException;
import dev.workerkit.WorkerAddress;
import dev.workerkit.WorkerException;
import dev.workerkit.WorkerId;
import dev.workerkit.WorkerSpec;
import dev.workerkit.engine.Names;
import dev.workerkit.killswitch.StartPermits;
import dev.workerkit.launch.WorkerClasses;
import dev.workerkit.os.Descriptor;
import dev.workerkit.os.Ownership;
import dev.workerkit.server.SharedLaunch;
import dev.workerkit.shared.Starter;
import dev.workerkit.wire.TlsContexts;
import dev.workerkit.wire.TlsRehearsal;
import dev.workerkit.wire.Transport;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** Starts shared workers: takes their addresses, and has what runs them hand these over. */
public final class SharedStarts implements Starter {

    private static final System.Logger LOG = System.getLogger(SharedStarts.class.getName());

    private static final Set<String> BUILT_IN_CODECS = Set.of("json", "string", "bytes");

    private final BootstrapProfile profile;
    private final WorkerClasses classes;
    private final SharedSpawner spawner;
    private final Path directory;
    private final StartPermits permits;

    /**
     * For a runtime.
     *
     * @param classes those that workers run
     * @param spawner runs them
     * @param directory its own; what a starting worker reads goes with the runtime
     * @param permits what is asked before each start
     */
    public SharedStarts(
            BootstrapProfile profile,
            WorkerClasses classes,
            SharedSpawner spawner,
            Path directory,
            StartPermits permits) {
        this.profile = profile;
        this.permits = permits;
        this.classes = classes;
        this.spawner = spawner;
        this.directory = directory;
    }

    @Override
    public boolean isLocal(WorkerAddress address) {
        return address instanceof WorkerAddress.Unix || localAddress(address).isPresent();
    }

    private static Optional<InetAddress> localAddress(WorkerAddress address) {
        return Hosts.resolve(host(address)).stream().filter(Hosts::isLocal).findFirst();
    }

    private static String host(WorkerAddress address) {
        return address instanceof WorkerAddress.Tcp tcp
                ? tcp.host()
                : ((WorkerAddress.Tls) address).host();
    }

    private static int port(WorkerAddress address) {
        return address instanceof WorkerAddress.Tcp tcp
                ? tcp.port()
                : ((WorkerAddress.Tls) address).port();
    }

    @Override
    public void check(WorkerAddress address, SharedWorkerSpec spec, WorkerSpec worker) {
        classes.checkShared((Launch.JavaWorker) worker.launch(), worker);
        spawner.check(address, spec, worker);
        if (address instanceof WorkerAddress.Tcp && !spec.openNetwork()) {
            requireLoopback(address);
        } else if (address instanceof WorkerAddress.Tls) {
            TlsContexts.ofWorker(spec.socketContext().orElseGet(SocketContext::defaults));
        }
    }

    private static void requireLoopback(WorkerAddress address) {
        localAddress(address)
                .filter(local -> !local.isLoopbackAddress())
                .ifPresent(
                        local -> {
                            throw new SpecException(
                                    "address",
                                    address
                                            + " is reached by other machines, where anybody could"
                                            + " talk to the worker and listen in",
                                    "use tls://, or localhost, or say that it is meant:"
                                            + " SharedWorkerSpec.withOpenNetwork");
                        });
    }

    @Override
    public boolean takesCodec(String name) {
        return BUILT_IN_CODECS.contains(name);
    }

    @Override
    public MessageCodec codec(String name) {
        return classes.codec(name);
    }

    @Override
    public String log(WorkerAddress address, SharedWorkerSpec spec) {
        return SharedLog.of(address, spec.log()).file().toString();
    }

    @Override
    public Optional<Start> tryStart(
            WorkerAddress address, SharedWorkerSpec spec, WorkerSpec worker) {
        if (address instanceof WorkerAddress.Tls tls) {
            // A worker that this master could not talk to would be left behind.
            TlsRehearsal.require(tls, spec.socketContext().orElseGet(SocketContext::defaults));
        }
        StartPermits.Permit permit = permits.request(address);
        try {
            return tryStartPermitted(address, spec, worker);
        } finally {
            permit.close();
        }
    }

    private Optional<Start> tryStartPermitted(
            WorkerAddress address, SharedWorkerSpec spec, WorkerSpec worker) {
        Optional<SharedPlace> place = take(address);
        if (place.isEmpty()) {
            return Optional.empty();
        }
        boolean started = false;
        try {
            Started start = start(place.get(), address, spec, worker);
            started = true;
            return Optional.of(start);
        } finally {
            if (started) {
                place.get().close();
            } else {
                place.get().vacate();
            }
        }
    }

    private static Optional<SharedPlace> take(WorkerAddress address) {
        if (address instanceof WorkerAddress.Unix unix) {
            return SharedPlace.at(unix.path());
        }
        return localAddress(address).flatMap(host -> SharedPlace.at(host, port(address)));
    }

    private Started start(
            SharedPlace place, WorkerAddress address, SharedWorkerSpec spec, WorkerSpec worker) {
        String name = worker.name().orElseGet(() -> Names.stem(worker.launch()));
        SharedLaunch launch = launch(Names.idFor(name), name, address, spec, worker);
        Optional<Ownership> owner = spawner.owner(worker);
        Path file = launchFolder(owner).resolve(launch.id() + ".launch");
        SharedLog log = SharedLog.of(address, spec.log());
        try (Descriptor output = log.open(owner)) {
            long from = log.size();
            spawner.seenFromInside(launch).write(file);
            owner.ifPresent(user -> user.give(file));
            spawn(address, new SharedBirth(worker, launch, file, place, output));
            return new Started(launch.id(), log, from, file, place.path());
        } catch (RuntimeException e) {
            deleteQuietly(file);
            throw e;
        }
    }

    /** The worker deletes the file, so the folder is the worker's user's. */
    private Path launchFolder(Optional<Ownership> owner) {
        return owner.map(
                        user -> {
                            Path folder = directory.resolve("shared");
                            user.make(folder);
                            return folder;
                        })
                .orElse(directory);
    }

    private SharedLaunch launch(
            WorkerId id,
            String name,
            WorkerAddress address,
            SharedWorkerSpec spec,
            WorkerSpec worker) {
        Launch.JavaWorker java = (Launch.JavaWorker) worker.launch();
        return new SharedLaunch(
                id,
                name,
                address,
                java.className(),
                java.arguments(),
                worker.channel().codec(),
                spec.limits(),
                spec.cookie(),
                spec.socketContext(),
                worker.stop().grace(),
                Transport.of(profile.eventLoop()),
                classes.hooks());
    }

    private void spawn(WorkerAddress address, SharedBirth birth) {
        try {
            spawner.spawn(birth);
        } catch (WorkerException e) {
            throw new SharedWorkerUnavailableException(
                    "Tried to start the worker at " + address + ": " + e.getMessage(), e);
        }
    }

    @Override
    public void awaitEnd(WorkerAddress address, long pid) {
        spawner.awaitEnd(address, pid);
        SharedPlace.awaitVacant(address);
    }

    private static void deleteQuietly(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "Tried to delete {0}: {1}", file, e);
        }
    }

    /** A worker that was spawned. */
    private record Started(
            WorkerId id, SharedLog output, long from, Path launch, Optional<Path> socket)
            implements Start {

        @Override
        public String lastWords() {
            return output.linesAfter(from);
        }

        @Override
        public String log() {
            return output.file().toString();
        }

        @Override
        public void clearUp() {
            deleteQuietly(launch);
            socket.ifPresent(SharedPlace::clearUp);
        }
    }
}
