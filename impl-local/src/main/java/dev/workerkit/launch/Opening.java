package dev.workerkit.launch;

import dev.workerkit.RuntimeOptions;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.engine.StartGate;
import dev.workerkit.engine.SupervisedRuntime;
import dev.workerkit.killswitch.KillSwitchFile;
import dev.workerkit.killswitch.StartPermits;
import dev.workerkit.os.OpenFileLocks;
import dev.workerkit.pool.PoolingRuntime;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/** How a runtime is put together, whatever launches its workers. */
public final class Opening {

    private Opening() {}

    /**
     * A runtime that obeys the kill switch of its profile, and has pools.
     *
     * @param launching opens the launcher, which is closed with the runtime, or if there is none
     */
    public static WorkerRuntime of(
            String name,
            RuntimeOptions options,
            Function<StartPermits, ? extends WorkerLauncher> launching) {
        Optional<KillSwitchFile> killSwitch =
                options.bootstrap().killSwitch().map(Opening::killSwitch);
        WorkerLauncher launcher =
                launching.apply(
                        killSwitch
                                .<StartPermits>map(found -> found)
                                .orElseGet(StartPermits::unlimited));
        try {
            SupervisedRuntime workers =
                    new SupervisedRuntime(
                            name,
                            options,
                            launcher,
                            killSwitch.map(found -> found),
                            killSwitch.map(KillSwitchFile::gate).orElseGet(StartGate::open));
            return new PoolingRuntime(workers, options, launcher.classes());
        } catch (RuntimeException | Error e) {
            launcher.close();
            throw e;
        }
    }

    /** The kill switch in a file, for who starts no workers: no runtime need be opened for it. */
    public static KillSwitchFile killSwitch(Path file) {
        return new KillSwitchFile(file, new OpenFileLocks());
    }
}
