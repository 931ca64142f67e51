package dev.workerkit.tck.sample;

import dev.workerkit.Worker;
import dev.workerkit.WorkerEvent;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerSpec;
import dev.workerkit.WorkerState;
import dev.workerkit.tck.forwarding.ForwardingRuntime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Its workers are nothing but states; whatever is asked of them is done at once. */
public final class ToyRuntime extends ForwardingRuntime {

    /** What is wrong with a runtime. */
    public enum Flaw {
        /** Nothing. */
        NONE,
        /** The third start of a worker, and those after it, are not counted. */
        MISCOUNTS,
        /** When it is closed, a process of it goes on. */
        LEAVES_A_PROCESS
    }

    private static final Queue<Process> LEFT = new ConcurrentLinkedQueue<>();

    private final List<Worker> workers = new CopyOnWriteArrayList<>();
    private final List<Consumer<WorkerEvent>> listeners = new CopyOnWriteArrayList<>();
    private final Flaw flaw;
    private long sequence;

    public ToyRuntime(Flaw flaw) {
        super(new FakeRuntime());
        this.flaw = flaw;
    }

    @Override
    public String name() {
        return "toy";
    }

    @Override
    public Worker start(WorkerSpec spec) {
        ToyWorker worker = new ToyWorker(this, "toy-" + (workers.size() + 1), spec);
        workers.add(worker);
        worker.start();
        return worker;
    }

    @Override
    public List<Worker> workers() {
        return List.copyOf(workers);
    }

    @Override
    public Optional<Worker> worker(String name) {
        return workers.stream().filter(worker -> worker.name().equals(name)).findFirst();
    }

    @Override
    public WorkerRuntime.Subscription onEvent(Consumer<WorkerEvent> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public void close() {
        if (flaw == Flaw.LEAVES_A_PROCESS) {
            try {
                LEFT.add(new ProcessBuilder("sleep", "600").start());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        super.close();
    }

    /** Ends what runtimes have left. */
    public static void cleanUp() {
        LEFT.forEach(Process::destroyForcibly);
        LEFT.clear();
    }

    boolean counts(int incarnation) {
        return flaw != Flaw.MISCOUNTS || incarnation < 3;
    }

    void tell(Worker worker, int incarnation, WorkerState from, WorkerState to, String cause) {
        WorkerEvent event =
                new WorkerEvent(
                        ++sequence,
                        Instant.now(),
                        worker.id(),
                        worker.name(),
                        incarnation,
                        from,
                        to,
                        Optional.empty(),
                        cause);
        listeners.forEach(listener -> listener.accept(event));
    }
}
