package dev.workerkit.container.network;

import dev.workerkit.container.engine.Connectivity;
import dev.workerkit.container.engine.Container;
import java.util.List;

/**
 * An incarnation of a worker on its way into its networks: none of them is removed until it is
 * closed.
 */
public final class Joining implements AutoCloseable {

    private final Relations relations;
    private final WorkerNetwork worker;
    private final List<Link> links;
    private boolean closed;

    Joining(Relations relations, WorkerNetwork worker, List<Link> links) {
        this.relations = relations;
        this.worker = worker;
        this.links = List.copyOf(links);
    }

    /** How the container is to be created. */
    public Connectivity connectivity() {
        return worker.connectivity();
    }

    /**
     * The container's first process is there, whether it has begun or not: those that it serves
     * reach its endpoints when this returns, and those who come later will. Nothing happens if it
     * has ended by now.
     *
     * @param pid of its first process, on this machine
     * @throws dev.workerkit.WorkerException if it is there and can't be closed, or can't be brought
     *     together with those that it has to do with
     */
    public void started(Container container, long pid) {
        Member member = new Member(container, pid);
        OneWay.add(member, links.stream().flatMap(link -> Rule.ofClient(link.segment().client())));
        relations.started(worker, member);
    }

    List<Link> links() {
        return links;
    }

    /** Where this comes before the end of a start that failed, {@link WorkerNetwork#left} is due. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            relations.joined(links);
        }
    }
}
