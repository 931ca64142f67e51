package dev.workerkit.local;

import dev.workerkit.channel.MasterChannel;
import java.nio.file.Path;

/**
 * A channel and where it is.
 *
 * @param directory with its files
 * @param channel the master's end
 */
record ChannelPlace(Path directory, MasterChannel channel) {}
