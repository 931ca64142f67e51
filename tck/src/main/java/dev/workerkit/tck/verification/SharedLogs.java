package dev.workerkit.tck.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.Capability;
import dev.workerkit.SharedWorker;
import dev.workerkit.SharedWorkerSpec;
import dev.workerkit.WorkerAddress;
import dev.workerkit.tck.Requirement;
import dev.workerkit.tck.fixture.SharedRecorder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What is to be read of a shared worker that nobody may be connected to any more. */
class SharedLogs {

    @RegisterExtension final SharedStage stage = new SharedStage();

    @Test
    @Requirement("WRK-SHARED-021")
    void eachLifeBeginsWithALineOfItsOwn() throws IOException {
        Path log = stage.folder().resolve("log");
        WorkerAddress address = stage.unix();
        SharedWorkerSpec spec =
                SharedWorkerSpec.of(stage.worker(SharedRecorder.class, "none").withName("echo"))
                        .withCookie(SharedStage.existing().cookie().orElseThrow())
                        .withLog(log);
        List<String> expected = new ArrayList<>();

        for (int life = 0; life < 2; life++) {
            try (SharedWorker worker = stage.connect(address, spec)) {
                expected.add(
                        ".*\\[.+ \\d{4}] "
                                + Pattern.quote(
                                        worker.id()
                                                + " 1:master Started Worker echo (command: '"
                                                + SharedRecorder.class.getName()
                                                + "'), pid ")
                                + pid(worker));
                Stage.await("the stop", worker.stop());
            }
        }

        List<String> told =
                Files.readAllLines(log).stream()
                        .filter(line -> line.contains("Started Worker") || isOfHandler(line))
                        .toList();
        assertThat(told).as("what is told of starts, and by handlers").hasSize(4);
        for (int life = 0; life < 2; life++) {
            assertThat(told.get(2 * life)).matches(expected.get(life));
            assertThat(told.get(2 * life + 1)).matches(SharedLogs::isOfHandler);
        }
    }

    private static boolean isOfHandler(String line) {
        return line.endsWith(SharedRecorder.FIRST_WORDS);
    }

    /** Of a process that is none of this machine it is told as it knows itself. */
    private static String pid(SharedWorker worker) {
        return Stage.can(Capability.HOST_PROCESSES)
                ? Long.toString(worker.pid().orElseThrow())
                : "\\d+";
    }
}
