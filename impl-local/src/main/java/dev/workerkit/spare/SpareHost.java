package dev.workerkit.spare;

import dev.workerkit.host.WorkerHost;
import dev.workerkit.os.OwnEnvironment;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Map;

/**
 * The main class of a spare. It rehearses what a worker does, as the worker that it finds in its
 * environment at first, loads its class, says that it is ready, waits to be told its environment, and
 * goes on as the {@link WorkerHost} that finds itself in that. It ends when its master does.
 */
public final class SpareHost {

    /** Stands where a worker has its name: a spare has none yet. */
    public static final String NAME = "spare";

    private static final int CLASS = 1;
    private static final int MEETING = 2;

    /** If there are more, hooks come before the class. */
    private static final int WORDS = 3;

    private SpareHost() {}

    /** Takes its name, the worker's class, the socket of its master, and {@code hooks-first}. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        String className = arguments[CLASS];
        Path meeting = Path.of(arguments[MEETING]);
        Map<String, String> told;
        try (SocketChannel master = SocketChannel.open(UnixDomainSocketAddress.of(meeting))) {
            WorkerHost.rehearse();
            // Where that does not work it is of no use, and should end at once.
            OwnEnvironment.set(Map.of("WRK_ID", NAME));
            if (arguments.length == WORDS) {
                load(className);
            }
            Talk.sayReady(master);
            told = Talk.hear(master);
        }
        if (told.isEmpty()) {
            // Nobody needs it.
            Runtime.getRuntime().halt(0);
        }
        OwnEnvironment.set(told);
        // The class is loaded if it may be.
        WorkerHost.main(new String[] {NAME, className, WorkerHost.HOOKS_FIRST});
    }

    /** With all that it refers to in its fields and methods, and without running anything of it. */
    private static void load(String className) {
        try {
            ClassLoader loader = Thread.currentThread().getContextClassLoader();
            Class.forName(className, false, loader).getDeclaredConstructors();
        } catch (ClassNotFoundException | LinkageError e) {
            // The host will meet the same, and tell.
        }
    }
}
