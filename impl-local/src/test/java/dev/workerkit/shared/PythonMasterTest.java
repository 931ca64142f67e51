package dev.workerkit.shared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.AdminCookie;
import dev.workerkit.Disconnect;
import dev.workerkit.SharedWorker;
import dev.workerkit.SharedWorkerSpec;
import dev.workerkit.WorkerAddress;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerRuntimes;
import dev.workerkit.WorkerSpec;
import dev.workerkit.WorkerStatus;
import dev.workerkit.worker.Peer;
import dev.workerkit.worker.SharedWorkerHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A master in another language needs the specification and its standard library alone. */
class PythonMasterTest {

    private static final Path SCRIPT =
            Path.of("src", "test", "resources", "dev", "workerkit", "shared", "master.py")
                    .toAbsolutePath();

    @TempDir private Path folder;

    /** Squares numbers. */
    public static final class Squares implements SharedWorkerHandler {

        @Override
        public void onMessage(Object message, Peer peer) {
            long number = ((Number) message).longValue();
            peer.send(number * number);
        }

        @Override
        public WorkerStatus onQuery(boolean privileged) {
            return WorkerStatus.of(privileged ? "squaring, in confidence" : "squaring");
        }
    }

    @Test
    void aPythonMasterSendsQueriesAndStops() throws Exception {
        Path socket = folder.resolve("socket");
        Path cookie = Files.writeString(folder.resolve("cookie"), "a secret of many letters\n");
        Files.setPosixFilePermissions(cookie, PosixFilePermissions.fromString("rw-------"));
        SharedWorkerSpec spec =
                SharedWorkerSpec.of(WorkerSpec.of(Squares.class).withName("squares"))
                        .withCookie(AdminCookie.file(cookie));

        try (WorkerRuntime runtime = WorkerRuntimes.open("local");
                SharedWorker worker = runtime.connect(new WorkerAddress.Unix(socket), spec)) {
            Process python =
                    start("python3", SCRIPT.toString(), socket.toString(), cookie.toString());
            try {
                python.outputWriter().append("12\n-3\n").close();

                assertThat(python.inputReader().lines())
                        .containsExactly(
                                "connected to squares",
                                "144",
                                "9",
                                "squaring, in confidence",
                                "stopped");
                assertThat(python.waitFor(30, TimeUnit.SECONDS)).isTrue();
                assertThat(python.exitValue()).isZero();
            } finally {
                python.destroyForcibly();
            }
            assertThat(worker.disconnected().get(30, TimeUnit.SECONDS).reason())
                    .isEqualTo(Disconnect.Reason.STOPPING);
            assertThat(socket).doesNotExist();
        }
    }

    private static Process start(String... words) throws IOException {
        return new ProcessBuilder(words).redirectErrorStream(true).start();
    }

    @Test
    void theScriptIsShort() throws IOException {
        assertThat(Files.readAllLines(SCRIPT)).hasSizeLessThan(100);
    }
}
