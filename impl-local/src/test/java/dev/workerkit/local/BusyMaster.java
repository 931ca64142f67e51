package dev.workerkit.local;

import dev.workerkit.Worker;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerRuntimes;
import dev.workerkit.WorkerSpec;
import dev.workerkit.launch.Rehearsal;
import java.time.Duration;

/** A master in a JVM of its own, at work with workers of all kinds until a test kills it. */
final class BusyMaster {

    private BusyMaster() {}

    public static void main(String[] arguments) {
        try (WorkerRuntime runtime = WorkerRuntimes.open("local")) {
            Worker shell =
                    runtime.start(
                            WorkerSpec.shell(
                                    "echo $WORKERKIT_CONTROL; trap '' TERM HUP;"
                                            + " (setsid sleep 1000 &); sleep 1000"));
            Worker echo = runtime.start(WorkerSpec.of(Rehearsal.class));
            shell.log().follow(1000, line -> tell(line.text()));
            for (int i = 0; ; i++) {
                echo.channel().send(i);
                echo.channel().receive(Duration.ofSeconds(60));
                if (i == 0) {
                    tell("busy");
                }
            }
        }
    }

    private static void tell(String line) {
        System.out.println(line);
        System.out.flush();
    }
}
