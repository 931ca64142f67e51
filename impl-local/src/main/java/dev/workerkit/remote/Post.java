package dev.workerkit.remote;

import dev.workerkit.ChannelSpec;
import dev.workerkit.launch.Attendance;
import dev.workerkit.launch.Birth;
import dev.workerkit.log.LogFile;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What an incarnation has on its master's machine.
 *
 * @param number the how manieth it is
 * @param control the socket to connect to in its stead
 * @param launchFile what it is to be; none for a command
 * @param channelFiles where its channel is, if it has one
 * @param channel the channel's own
 * @param log where its output goes
 */
record Post(
        int number,
        Path control,
        Optional<Path> launchFile,
        Path channelFiles,
        ChannelSpec channel,
        LogFile log) {

    static Post of(Birth birth, Attendance attendance) {
        return new Post(
                birth.number(),
                attendance.socket(),
                attendance.launchFile(),
                birth.channelFiles(),
                birth.plan().spec().channel(),
                birth.log());
    }
}
