package dev.workerkit.launch;

import dev.workerkit.WorkerExit;
import dev.workerkit.engine.Reports;
import dev.workerkit.log.LogFile;
import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * What is there of an incarnation before it is spawned.
 *
 * @param number the how manieth it is, from 1
 * @param plan the worker
 * @param directory the worker's own: control sockets, launch files, the channel
 * @param channelFiles where the channel of a Java worker is, in that directory
 * @param log where its output goes
 * @param reports told what becomes of it
 * @param onEnd told how it ended, once, when nothing of it is left and all its output is in the log
 */
public record Birth(
        int number,
        WorkerPlan plan,
        Path directory,
        Path channelFiles,
        LogFile log,
        Reports reports,
        Consumer<WorkerExit> onEnd) {

    /** The same with somebody else who is told how it ended. */
    public Birth withOnEnd(Consumer<WorkerExit> other) {
        return new Birth(number, plan, directory, channelFiles, log, reports, other);
    }
}
