package dev.workerkit.tck.verification;

import dev.workerkit.Capability;
import dev.workerkit.Worker;
import dev.workerkit.WorkerSpec;
import dev.workerkit.tck.fixture.Exiter;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Workers that exit when the verification wants it. Closed when its workers have ended. */
interface Puppet extends AutoCloseable {

    /** A worker that lives until it is told to exit. */
    WorkerSpec spec();

    /** Makes the worker exit, of its own accord for all that the runtime knows. */
    void exit(Worker worker, int code);

    @Override
    void close();

    /** A script where one can be reached, else a Java worker. */
    static Puppet in(Stage stage, String name) {
        if (Stage.sharesFiles() && Workers.runsScripts()) {
            return new Script(stage, stage.folder().resolve(name));
        }
        Stage.assumeCan(Capability.CHANNEL);
        return new Java();
    }

    /** Reads its exit code from a pipe that both sides find in the file system. */
    final class Script implements Puppet {

        private final Stage stage;
        private final Path pipe;

        /** Open both ways, so that writing never waits. */
        private final RandomAccessFile orders;

        private Script(Stage stage, Path pipe) {
            this.stage = stage;
            this.pipe = pipe;
            try {
                new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor();
                orders = new RandomAccessFile(pipe.toFile(), "rw");
            } catch (IOException e) {
                throw new UncheckedIOException("Can't make the pipe " + pipe, e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("Interrupted while making the pipe " + pipe, e);
            }
        }

        @Override
        public WorkerSpec spec() {
            return stage.withFiles(Workers.script("read code < '" + pipe + "'; exit $code"));
        }

        @Override
        public void exit(Worker worker, int code) {
            try {
                orders.write((code + "\n").getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                throw new UncheckedIOException("Can't write to the pipe " + pipe, e);
            }
        }

        @Override
        public void close() {
            try {
                orders.close();
            } catch (IOException e) {
                throw new UncheckedIOException("Can't close the pipe " + pipe, e);
            }
        }
    }

    /** Gets its exit code as a message. */
    final class Java implements Puppet {

        @Override
        public WorkerSpec spec() {
            return WorkerSpec.of(Exiter.class);
        }

        @Override
        public void exit(Worker worker, int code) {
            // One that has ended for good has no end of a channel to hear it by.
            worker.channel().offer(code);
        }

        @Override
        public void close() {}
    }
}
