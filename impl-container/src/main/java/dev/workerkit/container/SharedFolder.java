package dev.workerkit.container;

import dev.workerkit.SocketContext;
import dev.workerkit.WorkerException;
import dev.workerkit.container.engine.Mount;
import dev.workerkit.launch.PrivateFolder;
import dev.workerkit.os.HandOver;
import dev.workerkit.os.Ownership;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a shared worker finds at its start: its launch, its certificates, and the socket where it is
 * handed the rest. It goes as soon as all of that is read, and what the worker has mounted then is a
 * folder that nothing can be made in.
 *
 * @param path on this machine
 * @param owner whom the worker runs as, if not as its master
 */
record SharedFolder(Path path, Optional<Ownership> owner) implements AutoCloseable {

    private static final Path INSIDE = Path.of("/run/workerkit");
    private static final String LAUNCH = "launch";
    private static final String HAND_OVER = "handover";
    private static final String CHAIN = "chain";
    private static final String KEY = "key";
    private static final String TRUSTED = "trusted";

    /** Makes one that is not there yet. */
    static SharedFolder make(Path path, Optional<Ownership> owner) {
        owner.ifPresentOrElse(user -> user.make(path), () -> PrivateFolder.make(path));
        return new SharedFolder(path, owner);
    }

    /** Takes the launch file. */
    void take(Path launch) {
        try {
            give(Files.move(launch, path.resolve(LAUNCH)));
        } catch (IOException e) {
            throw new WorkerException("Tried to move " + launch + " to " + path + ": " + e, e);
        }
    }

    /** Copies certificates, which the worker's user need not be able to read where they are. */
    void take(SocketContext context) {
        context.certificateChain().ifPresent(file -> copy(file, CHAIN));
        context.privateKey().ifPresent(file -> copy(file, KEY));
        context.trusted().ifPresent(file -> copy(file, TRUSTED));
    }

    private void copy(Path file, String name) {
        try {
            give(Files.copy(file, path.resolve(name)));
        } catch (IOException e) {
            throw new WorkerException("Tried to copy " + file + " to " + path + ": " + e, e);
        }
    }

    private void give(Path made) {
        owner.ifPresent(user -> user.give(made));
    }

    /** Listens for the worker. */
    HandOver handOver() {
        Path socket = path.resolve(HAND_OVER);
        HandOver handOver = HandOver.at(socket);
        try {
            give(socket);
            return handOver;
        } catch (RuntimeException e) {
            handOver.close();
            throw e;
        }
    }

    Mount mount() {
        return new Mount.Bind(path, INSIDE.toString(), false);
    }

    /** Where the worker finds its launch. */
    static String launchInside() {
        return INSIDE.resolve(LAUNCH).toString();
    }

    /** Where the worker is handed the rest. */
    static String handOverInside() {
        return INSIDE.resolve(HAND_OVER).toString();
    }

    /** The certificates where the worker finds them. */
    static SocketContext inside(SocketContext context) {
        return new SocketContext(
                context.certificateChain().map(file -> INSIDE.resolve(CHAIN)),
                context.privateKey().map(file -> INSIDE.resolve(KEY)),
                context.trusted().map(file -> INSIDE.resolve(TRUSTED)),
                context.clientCertificates(),
                context.checkHostName());
    }

    @Override
    public void close() {
        PrivateFolder.delete(path);
    }
}
