package dev.workerkit.container.swarm;

import dev.workerkit.container.engine.EngineException;
import dev.workerkit.container.engine.Swarm;
import dev.workerkit.container.engine.SwarmNode;
import dev.workerkit.container.engine.SwarmTask;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Asks the swarm over and over how the tasks of a runtime are: it tells nobody by itself. All are
 * asked for with one question. While the manager does not answer, nothing is assumed.
 */
final class RollCall implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(RollCall.class.getName());
    private static final long EVERY_MILLIS = 150;
    private static final long NODES_EVERY_NANOS = 500_000_000;

    private final Swarm swarm;
    private final Map<String, String> labels;
    private final Thread thread;

    /* Guarded by this. */
    private final Map<String, Watched> watched = new HashMap<>();
    private boolean closed;

    /* Of the thread alone. */
    private Map<String, SwarmNode> nodes = Map.of();
    private long nodesAsked = System.nanoTime() - NODES_EVERY_NANOS;

    /**
     * Begins when there is something to watch.
     *
     * @param labels of all tasks that are asked for
     */
    RollCall(Swarm swarm, Map<String, String> labels) {
        this.swarm = swarm;
        this.labels = labels;
        this.thread = new Thread(this::run, "workerkit-swarm-tasks");
        thread.setDaemon(true);
        thread.start();
    }

    /** The first task of a service; others take its place only when it is to end. */
    private static final class Watched {
        private final Consumer<Optional<Sighting>> watcher;
        private Optional<String> task = Optional.empty();

        Watched(Consumer<Optional<Sighting>> watcher) {
            this.watcher = watcher;
        }

        Optional<SwarmTask> find(List<SwarmTask> ofService) {
            Optional<SwarmTask> found =
                    task.isPresent()
                            ? ofService.stream()
                                    .filter(each -> each.id().equals(task.get()))
                                    .findFirst()
                            : ofService.stream().min(Comparator.comparing(SwarmTask::created));
            found.ifPresent(each -> task = Optional.of(each.id()));
            return found;
        }
    }

    /**
     * Watches a service that has just been created.
     *
     * @param watcher told how its task is, again and again, on the thread that serves all; with
     *     nothing when the task is gone
     */
    synchronized void watch(String service, Consumer<Optional<Sighting>> watcher) {
        watched.put(service, new Watched(watcher));
        notifyAll();
    }

    /** Tells no more of it. */
    synchronized void forget(String service) {
        watched.remove(service);
    }

    private void run() {
        try {
            while (awaitNext()) {
                try {
                    call();
                } catch (EngineException e) {
                    LOG.log(System.Logger.Level.DEBUG, "The swarm's manager does not answer", e);
                } catch (RuntimeException | Error e) {
                    // Errors too: the others must be watched over, whatever is wrong with one.
                    LOG.log(System.Logger.Level.WARNING, "Watching the tasks of a swarm", e);
                }
            }
        } catch (InterruptedException e) {
            LOG.log(System.Logger.Level.DEBUG, "Watches no more", e);
        }
    }

    private synchronized boolean awaitNext() throws InterruptedException {
        if (!closed) {
            wait(EVERY_MILLIS);
        }
        while (!closed && watched.isEmpty()) {
            wait();
        }
        return !closed;
    }

    private void call() {
        // Before it is asked: what is created meanwhile is not missed, but seen the next time.
        Map<String, Watched> called = copy();
        Map<String, List<SwarmTask>> all =
                swarm.tasks(labels).stream().collect(Collectors.groupingBy(SwarmTask::service));
        called.forEach((service, each) -> tell(each, all.getOrDefault(service, List.of())));
    }

    private synchronized Map<String, Watched> copy() {
        return Map.copyOf(watched);
    }

    private void tell(Watched each, List<SwarmTask> ofService) {
        boolean known = each.task.isPresent();
        Optional<SwarmTask> found = each.find(ofService);
        // A service has no task at first.
        if (found.isPresent() || known) {
            each.watcher.accept(found.map(this::sighting));
        }
    }

    private Sighting sighting(SwarmTask task) {
        if (task.node().isEmpty()) {
            return new Sighting(task, "", true);
        }
        String id = task.node().get();
        boolean doubtful = task.shallEnd() && !task.state().isEnd();
        if (!nodes.containsKey(id) || doubtful) {
            askForNodes();
        }
        return Optional.ofNullable(nodes.get(id))
                .map(node -> new Sighting(task, node.name(), node.ready()))
                .orElseGet(() -> new Sighting(task, id, false));
    }

    private void askForNodes() {
        if (System.nanoTime() - nodesAsked >= NODES_EVERY_NANOS || nodes.isEmpty()) {
            nodes =
                    swarm.nodes().stream()
                            .collect(Collectors.toMap(SwarmNode::id, Function.identity()));
            nodesAsked = System.nanoTime();
        }
    }

    /** Watches nothing any more. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            notifyAll();
        }
        boolean interrupted = false;
        while (thread.isAlive() && thread != Thread.currentThread()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
