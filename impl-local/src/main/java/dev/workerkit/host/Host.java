package dev.workerkit.host;

import dev.workerkit.SpecException;
import dev.workerkit.WorkerException;
import dev.workerkit.control.ControlClient;
import dev.workerkit.worker.EventedWorker;
import dev.workerkit.worker.LoopWorker;
import dev.workerkit.worker.RawWorker;
import dev.workerkit.worker.SharedWorkerHandler;
import dev.workerkit.worker.TaskWorker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Brings up the worker of this process, runs it and ends the process. What takes long, the channel
 * above all, comes up on other threads meanwhile.
 */
final class Host {

    private static final Duration LAST_WORDS = Duration.ofMillis(100);

    private final Master master = new Master();
    private final CountDownLatch done = new CountDownLatch(1);

    /** Never returns: the process ends, whatever threads the worker has left behind. */
    void run() {
        MemoryEnd.prepare();
        int code;
        try {
            code = work();
        } catch (OutOfMemoryError e) {
            MemoryEnd.halt();
            return;
        } catch (Throwable e) {
            e.printStackTrace();
            code = ExitCode.FAILED;
        }
        end(code);
    }

    /** Brings up and runs the worker, as ever, but leaves the process as it is afterwards. */
    void rehearse() throws InterruptedException {
        work();
        master.hangUp();
    }

    private int work() throws InterruptedException {
        ControlClient control = master.connect(System.getenv(ControlClient.VARIABLE));
        Wishes wishes = master.wishes();
        // Left to the JVM, shutdown hooks of libraries would run while the unit of work in hand
        // still needs them.
        ReceivedSignal signal =
                new ReceivedSignal(
                        "TERM",
                        new Runnable() {
                            @Override
                            public void run() {
                                master.stopBySignal();
                            }
                        });
        LaunchFile launch;
        WorkerClass workerClass;
        OpeningChannel channel;
        try {
            launch = launchFile(System.getenv(LaunchFile.VARIABLE));
            channel = new OpeningChannel(launch);
            master.opening(channel);
            master.heed(launch.oversight());
            launch.hooks().beforeLoading(launch.id(), launch.name(), launch.className());
            workerClass = workerClass(launch);
            launch.hooks().beforeConstruction(launch.id(), launch.name(), workerClass.type());
        } catch (WorkerException | LinkageError e) {
            System.err.println(e);
            return ExitCode.UNUSABLE;
        }
        HostContext context = new HostContext(launch, channel, master, control);
        Work.Readiness readiness =
                new Work.Readiness() {
                    @Override
                    public void ready() throws InterruptedException {
                        if (!signal.awaitInstalled()) {
                            ShutdownHook.install(master, done);
                        }
                        if (control != null) {
                            control.ready();
                        }
                        master.workBegins();
                    }
                };
        boolean failed = false;
        try {
            Object worker = workerClass.newInstance();
            launch.hooks().beforeRunning(launch.id(), launch.name(), worker);
            work(worker, launch).run(context, readiness);
        } catch (Exception e) {
            failed = isFault(e);
        } catch (OutOfMemoryError e) {
            throw e;
        } catch (Error e) {
            failed = isFault(e);
        }
        return wishes.exitCode(failed);
    }

    private boolean isFault(Throwable thrown) {
        if (Faults.isNormalEnd(thrown, master.wishes())) {
            return false;
        }
        thrown.printStackTrace();
        return true;
    }

    private static LaunchFile launchFile(@Nullable String path) {
        if (path == null) {
            throw new WorkerException(
                    "This is the inside of a worker's process, and "
                            + LaunchFile.VARIABLE
                            + " is not set; start workers through a WorkerRuntime");
        }
        return LaunchFile.read(Path.of(path));
    }

    private static WorkerClass workerClass(LaunchFile launch) {
        try {
            ClassLoader loader = Thread.currentThread().getContextClassLoader();
            return WorkerClass.of(
                    Class.forName(launch.className(), false, loader), launch.arguments());
        } catch (ClassNotFoundException e) {
            throw new SpecException(
                    "launch.className",
                    launch.className() + " is not on the class path of the worker",
                    "give the worker a class path that holds it");
        }
    }

    private Work work(Object worker, LaunchFile launch) {
        if (worker instanceof RawWorker raw) {
            return new Work.Raw(raw, master.units());
        }
        if (worker instanceof EventedWorker evented) {
            return serving(new EventedTrade(evented));
        }
        if (worker instanceof TaskWorker tasks) {
            return serving(new TaskTrade(tasks));
        }
        if (worker instanceof SharedWorkerHandler handler) {
            return serving(new HandlerTrade(handler, master.wishes()));
        }
        return new Work.Loop(
                (LoopWorker) worker,
                Math.min(launch.loopTime().toNanos(), Wishes.FOREVER_NANOS),
                master.wishes(),
                master.units());
    }

    private Work serving(Work.Trade trade) {
        return new Work.Serving(trade, master.wishes(), master.units());
    }

    private void end(int code) {
        System.out.flush();
        System.err.flush();
        master.sayLastWords(LAST_WORDS);
        done.countDown();
        System.exit(code);
    }
}
