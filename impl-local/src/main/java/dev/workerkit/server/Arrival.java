package dev.workerkit.server;

import dev.workerkit.WorkerException;
import dev.workerkit.os.Inheritance;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;

/** How a shared worker comes by its launch and its socket. */
enum Arrival {
    /** It was spawned with both: the launch file is its first argument. */
    BORN {
        @Override
        SharedProcess of(String... arguments) {
            SharedLaunch launch = launch(0, arguments);
            long pid = ProcessHandle.current().pid();
            return SharedProcess.of(launch, pid, Listening.at(launch.address(), inherited()));
        }
    },

    /** The launch file is its second argument, and the first is the socket where it gets the rest. */
    HEIR {
        @Override
        SharedProcess of(String... arguments) {
            SharedLaunch launch = launch(1, arguments);
            try (Inheritance taken = Inheritance.takeAt(Path.of(arguments[0]))) {
                SharedProcess process =
                        SharedProcess.of(launch, taken.pid(), Listening.attended(inherited()));
                // All files have been read, and the giver clears them away.
                taken.acknowledge();
                return process;
            }
        }
    };

    /**
     * Takes what there is.
     *
     * @throws WorkerException if something is missing
     */
    abstract SharedProcess of(String... arguments);

    private static SharedLaunch launch(int at, String... arguments) {
        if (arguments.length <= at) {
            throw new WorkerException(
                    "This is the inside of a shared worker's process; connect to shared workers"
                            + " through a WorkerRuntime, which starts them");
        }
        return SharedLaunch.take(Path.of(arguments[at]));
    }

    private static ServerSocketChannel inherited() {
        try {
            if (System.inheritedChannel() instanceof ServerSocketChannel channel) {
                return channel;
            }
        } catch (IOException e) {
            throw new WorkerException("The socket at standard input can't be used: " + e, e);
        }
        throw new WorkerException("There is no socket at standard input that listens");
    }
}
