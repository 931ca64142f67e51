package dev.workerkit.local;

import dev.workerkit.AdminCookie;
import dev.workerkit.RuntimeOptions;
import dev.workerkit.SharedWorker;
import dev.workerkit.SharedWorkerSpec;
import dev.workerkit.WorkerAddress;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerRuntimes;
import java.time.Duration;

/**
 * A master in a JVM of its own, for tests of races: says {@code there}, waits for a line, connects,
 * says who the worker is, and waits for its end.
 */
final class SharedMasterMain {

    static final AdminCookie COOKIE = AdminCookie.of("correct horse battery staple");

    private SharedMasterMain() {}

    static SharedWorkerSpec spec(String starts) {
        return SharedWorkerSpec.of(SharedFixture.class, starts)
                .withCookie(COOKIE)
                .withStartTimeout(Duration.ofSeconds(60));
    }

    public static void main(String[] arguments) throws Exception {
        try (WorkerRuntime runtime = WorkerRuntimes.open("local", RuntimeOptions.defaults())) {
            System.out.println("there");
            System.in.read();
            SharedWorker worker =
                    runtime.connect(WorkerAddress.parse(arguments[0]), spec(arguments[1]));
            worker.channel().send("who?");
            Object pid = worker.channel().receive(Duration.ofSeconds(60));
            System.out.println(worker.id() + " " + pid + " " + worker.startedHere());
            System.in.read();
            System.in.read();
        }
    }
}
