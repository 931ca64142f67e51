package dev.workerkit.container.swarm;

import dev.workerkit.LogLine;
import dev.workerkit.Worker;
import dev.workerkit.WorkerExit;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerRuntimes;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** Tests of a runtime on a swarm of three nodes. */
abstract class OnThreeNodes {

    /** In seconds; what is waited for longer does not come. */
    static final long LIMIT = 120;

    static ThreeNodes nodes;

    WorkerRuntime runtime;

    @BeforeAll
    static void start() throws Exception {
        nodes = ThreeNodes.start();
    }

    @AfterAll
    static void end() {
        nodes.close();
    }

    @BeforeEach
    void open() {
        runtime = WorkerRuntimes.open("swarm", ThreeNodes.options());
    }

    @AfterEach
    void close() {
        runtime.close();
    }

    static void running(Worker worker) {
        worker.ready().orTimeout(LIMIT, TimeUnit.SECONDS).join();
    }

    static void ended(Worker worker) {
        worker.ended().orTimeout(LIMIT, TimeUnit.SECONDS).join();
    }

    static Optional<WorkerExit> exit(Worker worker) {
        return worker.snapshot().lastExit();
    }

    static List<String> lines(Worker worker) {
        return worker.log().tail(1000).stream().map(LogLine::text).toList();
    }
}
