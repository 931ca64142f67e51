package dev.workerkit.local;

import dev.workerkit.os.Marker;
import dev.workerkit.os.NativeProcess;
import dev.workerkit.os.PipeInput;
import dev.workerkit.os.ProcessTree;
import dev.workerkit.os.RunDirectory;
import dev.workerkit.os.RunKind;
import dev.workerkit.os.RunPlace;
import dev.workerkit.os.SpawnRequest;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/**
 * A master in a JVM of its own, for tests that kill it: opens its directories under the base given,
 * starts a guard and workers that are hard to get at, tells of them, and waits.
 */
final class DoomedMaster {

    private static final List<String> WORKERS =
            List.of(
                    "echo $$; exec sleep 100",
                    "trap '' TERM HUP; sleep 100 & echo $!; wait",
                    "(setsid sh -c 'echo $$; exec sleep 100' &); exec sleep 100",
                    "(setsid sh -c 'echo $$; exec sleep 100' &)",
                    "env -i setsid sh -c 'echo $$; exec sleep 100' & wait",
                    "(env -i sh -c 'echo $$; exec sleep 100' &); exec sleep 100",
                    "echo $$; kill -STOP $$");

    private DoomedMaster() {}

    public static void main(String[] arguments) throws Exception {
        Path base = Path.of(arguments[0]);
        RunPlace place =
                RunPlace.in(RunKind.PROCESSES, base.resolve("memory"), base.resolve("disk"));
        Guard guard = Guard.start(place.token(), place.all());
        RunDirectory directory =
                RunDirectory.create(place, token -> ProcessTree.ofRuntime(token).kill());
        StringBuilder pids = new StringBuilder();
        for (String line : WORKERS) {
            pids.append(' ').append(start(line, directory.token()));
        }
        System.out.println(directory.token() + pids);
        new CountDownLatch(1).await();
        guard.close();
    }

    private static int start(String line, String token) throws Exception {
        Map<String, String> environment = new HashMap<>();
        environment.put("PATH", System.getenv("PATH"));
        environment.put(Marker.RUNTIME, token);
        NativeProcess process =
                NativeProcess.spawn(
                        new SpawnRequest(
                                Path.of("/bin/sh"),
                                List.of("sh", "-c", line),
                                environment,
                                Optional.empty()));
        int pid = 0;
        PipeInput output = new PipeInput(process.stdout());
        for (int digit; (digit = output.read()) != '\n'; ) {
            pid = 10 * pid + digit - '0';
        }
        return pid;
    }
}
