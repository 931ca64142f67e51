package dev.workerkit.container;

import dev.workerkit.container.engine.Mount;
import dev.workerkit.launch.Birth;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a worker finds the folders that it shares with its master.
 *
 * @param directory the worker's own on this machine: sockets, launch files, the channel
 * @param channel the folder of a Java worker's channel, in that directory
 * @param durable the folder of its durable channel on this machine
 */
record InsidePaths(Path directory, Optional<Path> channel, Optional<Path> durable) {

    private static final Path OWN = Path.of("/run/workerkit");
    private static final Path DURABLE = Path.of("/run/workerkit-durable");

    static InsidePaths of(Birth birth) {
        if (!birth.plan().isJava()) {
            return new InsidePaths(birth.directory(), Optional.empty(), Optional.empty());
        }
        return new InsidePaths(
                birth.directory(),
                Optional.of(birth.channelFiles()),
                birth.plan().spec().channel().directory().map(Path::toAbsolutePath));
    }

    /** The path by which the worker knows a file of the master's. */
    Path of(Path file) {
        Path absolute = file.toAbsolutePath();
        if (absolute.startsWith(directory)) {
            return OWN.resolve(directory.relativize(absolute));
        }
        if (durable.isPresent() && absolute.startsWith(durable.get())) {
            return DURABLE.resolve(durable.get().relativize(absolute));
        }
        throw new IllegalArgumentException(file + " is in no folder that the worker sees");
    }

    List<Mount> mounts() {
        List<Mount> all = new ArrayList<>();
        // What could be written without end there would fill the machine's memory.
        all.add(new Mount.Bind(directory, OWN.toString(), true));
        channel.ifPresent(folder -> all.add(new Mount.Bind(folder, of(folder).toString(), false)));
        durable.ifPresent(folder -> all.add(new Mount.Bind(folder, DURABLE.toString(), false)));
        return all;
    }
}
