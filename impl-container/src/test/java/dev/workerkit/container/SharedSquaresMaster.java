package dev.workerkit.container;

import dev.workerkit.AdminCookie;
import dev.workerkit.SharedWorker;
import dev.workerkit.SharedWorkerSpec;
import dev.workerkit.WorkerAddress;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerRuntimes;
import dev.workerkit.tck.fixture.SharedSquares;
import java.time.Duration;

/**
 * A master in a JVM of its own, for tests of races and of its death: says {@code there}, waits for a
 * line, connects, says who the worker is, and waits to be killed, or for the end of its input.
 */
final class SharedSquaresMaster {

    static final AdminCookie COOKIE = AdminCookie.of("correct horse battery staple");

    private SharedSquaresMaster() {}

    static SharedWorkerSpec spec() {
        return SharedWorkerSpec.of(SharedSquares.class)
                .withCookie(COOKIE)
                .withStartTimeout(Duration.ofSeconds(120));
    }

    public static void main(String[] arguments) throws Exception {
        try (WorkerRuntime runtime = WorkerRuntimes.open("container")) {
            System.out.println("there");
            System.in.read();
            SharedWorker worker = runtime.connect(WorkerAddress.parse(arguments[0]), spec());
            System.out.println(worker.id() + " " + worker.startedHere());
            System.in.read();
            System.in.read();
        }
    }
}
