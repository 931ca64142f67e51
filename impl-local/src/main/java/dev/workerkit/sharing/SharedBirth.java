package dev.workerkit.sharing;

import dev.workerkit.WorkerSpec;
import dev.workerkit.os.Descriptor;
import dev.workerkit.server.SharedLaunch;
import java.nio.file.Path;

/**
 * What is there of a shared worker before it is spawned. All descriptors stay the caller's, who lets
 * go of them when the spawn has returned.
 *
 * @param worker what is to be started
 * @param launch who it is, and what its file holds
 * @param launchFile what the worker reads first, and then deletes
 * @param place the address: a socket that listens, to be the worker's descriptor 0, and at a path
 *     the lock beside it, to be held by the worker until it ends, as its descriptor 3
 * @param output where it writes, to be its descriptors 1 and 2
 */
public record SharedBirth(
        WorkerSpec worker,
        SharedLaunch launch,
        Path launchFile,
        SharedPlace place,
        Descriptor output) {}
