package dev.workerkit.remote;

import dev.workerkit.WorkerException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * The main class of the relay that runs beside a worker whose master is on another machine. The
 * arguments are the words of the worker's command, which gets this process's environment; {@link
 * Secret#VARIABLE} names the file that says where the master is and proves who this is.
 *
 * <p>The process ends with the worker's exit code. If it could not run the worker, or its master is
 * gone, it says so on its standard error and ends with {@link #FAILED}.
 */
public final class RemoteHost {

    /** The exit code of a relay that had no master to run its worker for. */
    public static final int FAILED = 70;

    private static final long CONNECT_MILLIS = 60_000;

    /** The master's messages may be as large as its channel allows, which it has yet to tell. */
    private static final int LONGEST_FRAME = Integer.MAX_VALUE - 64;

    private RemoteHost() {}

    /** Runs the worker; never returns. */
    public static void main(String[] words) {
        int code = FAILED;
        try {
            code = run(List.of(words), System.getenv(Secret.VARIABLE));
        } catch (WorkerException | IOException e) {
            System.err.println("This worker can't run: " + e.getMessage());
        } catch (Throwable e) {
            e.printStackTrace();
        }
        System.err.flush();
        // A shutdown hook may wait for the very end of this thread.
        Runtime.getRuntime().halt(code);
    }

    private static int run(List<String> words, @Nullable String secretFile)
            throws IOException, InterruptedException {
        if (secretFile == null || words.isEmpty()) {
            throw new WorkerException(
                    "this is the inside of a worker's container, and needs "
                            + Secret.VARIABLE
                            + " and the words of a command; start workers through a WorkerRuntime");
        }
        Secret secret = Secret.read(Path.of(secretFile));
        try (Connection connection = Dialing.connect(secret, CONNECT_MILLIS, LONGEST_FRAME)) {
            WorkerTalk talk = new WorkerTalk(connection, words);
            Runtime.getRuntime().addShutdownHook(new Ending(talk));
            return talk.run();
        }
    }

    /** Whoever ends this process means the worker. */
    private static final class Ending extends Thread {

        private final WorkerTalk talk;

        Ending(WorkerTalk talk) {
            super("workerkit-remote-ending");
            this.talk = talk;
        }

        @Override
        public void run() {
            talk.terminate();
            try {
                // Main halts the process when the worker has ended.
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
