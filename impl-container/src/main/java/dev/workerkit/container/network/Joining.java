package dev.workerkit.container.network;

import dev.workerkit.container.engine.Connectivity;
import dev.workerkit.container.engine.Container;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An incarnation of a worker on its way into its networks: none of them is removed until it is
 * closed.
 */
public final class Joining implements AutoCloseable {

    private final Relations relations;
    private final WorkerNetwork worker;
    private final List<Link> links;
    private final List<Link> served;
    private @Nullable Container container;
    private boolean closed;

    Joining(Relations relations, WorkerNetwork worker, List<Link> links, List<Link> served) {
        this.relations = relations;
        this.worker = worker;
        this.links = List.copyOf(links);
        this.served = new ArrayList<>(served);
    }

    /** How the container is to be created. */
    public Connectivity connectivity() {
        return worker.connectivity(served);
    }

    /**
     * The container was created: it is also put into the networks of those who came since this was
     * begun, and will be into those of all who come later. To be called before it is started.
     */
    public void created(Container made) {
        container = made;
        relations.created(worker, made.id(), this);
    }

    /**
     * The container's first process is there, whether it has begun or not: from now on its services
     * don't reach it unless it has asked them. Nothing happens if it has ended by now.
     *
     * @param pid of its first process, on this machine
     * @throws dev.workerkit.WorkerException if it is there and can't be closed, or can't be brought
     *     together with those that it has to do with
     */
    public void started(long pid) {
        Container running = container;
        if (running == null) {
            throw new IllegalStateException("not created");
        }
        Member member = new Member(running, pid);
        OneWay.close(member, links.stream().map(link -> link.segment().client()).toList());
        relations.started(worker, member);
    }

    List<Link> links() {
        return links;
    }

    List<Link> served() {
        return served;
    }

    /** Where this comes before the end of a start that failed, {@link WorkerNetwork#left} is due. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            relations.joined(this);
        }
    }
}
