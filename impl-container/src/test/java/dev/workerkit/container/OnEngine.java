package dev.workerkit.container;

import dev.workerkit.RuntimeOptions;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerRuntimes;
import dev.workerkit.container.engine.Engine;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Tests of a runtime on the engine of this machine, which they look into. */
@NeedsEngine
abstract class OnEngine {

    Engine engine;
    WorkerRuntime runtime;

    @BeforeEach
    void open() {
        engine = Engine.connect(Optional.empty());
        runtime = WorkerRuntimes.open("container", RuntimeOptions.defaults());
    }

    @AfterEach
    void close() {
        runtime.close();
        engine.close();
    }
}
