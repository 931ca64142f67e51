package dev.workerkit.os;

import dev.workerkit.WorkerException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All processes that belong to an incarnation of a worker, or to a whole runtime: those that carry
 * its marker, those in the worker's session, the descendants of any of them and those in a session
 * that one of them leads. Whoever was once found stays a member, also when it later loses its parent.
 *
 * <p>Out of reach is only what sheds the marker, the session and its parent, all three, before it
 * is first seen, and what is marked as {@link Marker#DETACHED}.
 *
 * <p>The worker must not be reaped before {@link #end()} (see {@link NativeProcess#reap()}).
 * Safe for use by many threads; one call at a time does its work.
 */
public final class ProcessTree {

    private static final Duration KILL_LIMIT = Duration.ofSeconds(10);

    /** On a busy machine, a process may have to wait amid its execution of a program. */
    private static final Duration EXECUTING_LIMIT = Duration.ofSeconds(2);

    private static final long EXECUTING_PAUSE_NANOS = 200_000;
    private static final int STOP_SWEEPS = 100;
    private static final int MAX_LISTINGS = 20;
    private static final int NOBODY = 0;
    private static final int INIT = 1;

    /** The session of the kernel's own threads. */
    private static final int KERNEL = 0;

    /**
     * The leaders of all trees of workers in this JVM. They are its children and not reaped, so their
     * pids are theirs, and none is in another's tree: among many workers, most processes need no look.
     */
    private static final Set<Integer> LEADERS = ConcurrentHashMap.newKeySet();

    /** The children of this JVM that have somebody who waits: workers, and what runs beside them. */
    private static final Set<Integer> AWAITED = ConcurrentHashMap.newKeySet();

    private final ProcFs proc = new ProcFs();
    private final byte[] detached = Marker.DETACHED.entry();
    private final int self = (int) ProcessHandle.current().pid();
    private final byte[] marker;
    private final int leader;
    private final long since;
    private final Set<ProcessEntry.Id> known = new HashSet<>();

    /** Whether the last sweep left somebody undecided who executed a program all the time. */
    private boolean unsure;

    private boolean ended;

    private ProcessTree(Marker marker, int leader) {
        this.marker = marker.entry();
        this.leader = leader;
        this.since = proc.stat(leader).map(ProcessEntry::startTime).orElse(0L);
    }

    /** The tree of a worker that leads its session and is not reaped yet. */
    public static ProcessTree ofWorker(int pid, String incarnationToken) {
        LEADERS.add(pid);
        return new ProcessTree(Marker.ofIncarnation(incarnationToken), pid);
    }

    /** A child of this JVM was born, and somebody waits for its end. */
    static void awaited(int pid) {
        AWAITED.add(pid);
    }

    /** A child of this JVM is about to be reaped, and its pid to be anybody's. */
    static void aboutToReap(int pid) {
        LEADERS.remove(pid);
        AWAITED.remove(pid);
    }

    /** It is empty from now on: the worker is about to be reaped, and its pid to be anybody's. */
    public synchronized void end() {
        ended = true;
    }

    /** All processes of a runtime. */
    public static ProcessTree ofRuntime(String runtimeToken) {
        return new ProcessTree(Marker.ofRuntime(runtimeToken), NOBODY);
    }

    /** The members that live now, without zombies. */
    public synchronized List<ProcessEntry> members() {
        return List.copyOf(sweep());
    }

    /**
     * Whether no member lives. Waits for those that execute a program at this moment, for they can't
     * be told from strangers.
     */
    public synchronized boolean isGone() {
        long deadline = System.nanoTime() + EXECUTING_LIMIT.toNanos();
        Collection<ProcessEntry> members = sweep();
        while (members.isEmpty() && unsure && System.nanoTime() < deadline) {
            LockSupport.parkNanos(EXECUTING_PAUSE_NANOS);
            members = sweep();
        }
        return members.isEmpty();
    }

    /** Asks all members to end: SIGTERM, and SIGCONT so that stopped ones hear of it. */
    public synchronized void terminate() {
        terminate(member -> true);
    }

    /** The same, but for the worker's main process, which is told to end by other means. */
    public synchronized void terminateFollowers() {
        terminate(member -> member.pid() != leader);
    }

    private void terminate(Predicate<ProcessEntry> asked) {
        // All are found before the first is told: its end takes away the way to its children.
        Collection<ProcessEntry> members = sweep();
        members.stream().filter(asked).forEach(member -> send(member, Signal.SIGTERM));
        members.forEach(member -> send(member, Signal.SIGCONT));
    }

    /** Stops all members, also those that are born meanwhile, until {@link #resume()}. */
    public synchronized void pause() {
        stopAll();
    }

    /** Lets all members go on. */
    public synchronized void resume() {
        sweep().forEach(member -> send(member, Signal.SIGCONT));
    }

    /**
     * Kills all members, and returns when none is left.
     *
     * @throws WorkerException if some can't be killed
     */
    public synchronized void kill() {
        long deadline = System.nanoTime() + KILL_LIMIT.toNanos();
        long pause = 100_000;
        Set<ProcessEntry.Id> killed = new HashSet<>();
        // Two sweeps without a find: a process can't be seen in the moment in which it executes.
        for (int empty = 0; empty < 2; ) {
            // Stopped first, so that none can start another while the rest is killed.
            Collection<ProcessEntry> members = stopAll();
            if (members.isEmpty()) {
                if (unsure && System.nanoTime() < deadline) {
                    LockSupport.parkNanos(EXECUTING_PAUSE_NANOS);
                } else {
                    empty++;
                }
                continue;
            }
            empty = 0;
            for (ProcessEntry member : members) {
                killed.add(member.id());
                send(member, Signal.SIGKILL);
            }
            if (System.nanoTime() > deadline) {
                throw unkillable(members);
            }
            // The kernel needs a moment to end them.
            LockSupport.parkNanos(pause);
            pause = Math.min(2 * pause, 10_000_000);
        }
        killed.forEach(this::reapIfAdopted);
    }

    /** Stops members on sight until no new one is found; gives up if they keep being born. */
    private Collection<ProcessEntry> stopAll() {
        Set<ProcessEntry.Id> stopped = new HashSet<>();
        Collection<ProcessEntry> members = List.of();
        int before = -1;
        for (int sweeps = 0; stopped.size() > before && sweeps < STOP_SWEEPS; sweeps++) {
            before = stopped.size();
            members =
                    sweep(
                            member -> {
                                if (stopped.add(member.id())) {
                                    send(member, Signal.SIGSTOP);
                                }
                            });
        }
        return members;
    }

    private Collection<ProcessEntry> sweep() {
        return sweep(member -> {});
    }

    /** Finds all members and shows each at once, before it may be gone, to the visitor. */
    private Collection<ProcessEntry> sweep(Consumer<ProcessEntry> visitor) {
        if (ended) {
            unsure = false;
            return List.of();
        }
        Sweep sweep = new Sweep(visitor);
        // Listed again as long as there is news: who starts the next and ends is gone by the time
        // in which a long list is worked through.
        for (int listings = 0; sweep.look(proc.pids()) && listings < MAX_LISTINGS; listings++) {
            Thread.onSpinWait();
        }
        sweep.addDescendants();
        unsure = sweep.executing;
        known.clear();
        sweep.members.values().forEach(member -> known.add(member.id()));
        return sweep.members.values();
    }

    /** One pass over all processes. */
    private final class Sweep {

        private final Consumer<ProcessEntry> visitor;
        private final Set<Integer> decided = new HashSet<>();
        private final Map<Integer, ProcessEntry> members = new LinkedHashMap<>();
        private final List<ProcessEntry> others = new ArrayList<>();

        /** Whether somebody was in the midst of it when it was last looked. */
        private boolean executing;

        private Sweep(Consumer<ProcessEntry> visitor) {
            this.visitor = visitor;
            decided.add(self);
            decided.add(INIT);
        }

        /** Looks at those that are not decided yet; tells whether there were any. */
        private boolean look(int[] pids) {
            boolean news = false;
            executing = false;
            for (int pid : pids) {
                if (!decided.contains(pid) && !leadsAnother(pid)) {
                    news = true;
                    proc.stat(pid).ifPresent(this::decide);
                }
            }
            return news;
        }

        private boolean leadsAnother(int pid) {
            return leader != NOBODY && pid != leader && LEADERS.contains(pid);
        }

        private void decide(ProcessEntry entry) {
            ProcFs.Carries carries = ProcFs.Carries.NO;
            if (entry.alive() && entry.startTime() >= since && entry.session() != KERNEL) {
                carries =
                        isKnown(entry)
                                ? ProcFs.Carries.YES
                                : proc.carriesEither(entry.pid(), marker, detached);
                if (carries == ProcFs.Carries.YES
                        || carries == ProcFs.Carries.NO && leadsHere(entry)) {
                    add(entry);
                } else if (carries == ProcFs.Carries.NO) {
                    others.add(entry);
                }
            }
            if (carries == ProcFs.Carries.EXECUTING) {
                executing = true;
            } else {
                decided.add(entry.pid());
            }
        }

        private boolean isKnown(ProcessEntry entry) {
            return entry.session() == leader && leader != NOBODY || known.contains(entry.id());
        }

        private boolean leadsHere(ProcessEntry entry) {
            return members.containsKey(entry.parent()) || members.containsKey(entry.session());
        }

        private void add(ProcessEntry entry) {
            members.put(entry.pid(), entry);
            visitor.accept(entry);
        }

        private void addDescendants() {
            boolean grows = true;
            while (grows) {
                List<ProcessEntry> found = others.stream().filter(this::leadsHere).toList();
                found.forEach(this::add);
                others.removeAll(found);
                grows = !found.isEmpty();
            }
        }
    }

    /** Sends a signal to that process and to no later one with its pid. */
    private void send(ProcessEntry entry, Signal signal) {
        boolean same =
                proc.stat(entry.pid()).filter(now -> now.id().equals(entry.id())).isPresent();
        if (same) {
            LibC.kill(entry.pid(), signal.number());
        }
    }

    /** As process 1 of a container this JVM becomes the parent of orphans, and nobody reaps them. */
    private void reapIfAdopted(ProcessEntry.Id id) {
        // Only in a worker's tree: in there, it is known which children have anybody who waits.
        if (leader != NOBODY && !AWAITED.contains(id.pid())) {
            proc.stat(id.pid())
                    .filter(now -> now.id().equals(id) && now.parent() == self)
                    .ifPresent(now -> LibC.waitpid(now.pid(), null, LibC.WNOHANG));
        }
    }

    private static WorkerException unkillable(Collection<ProcessEntry> members) {
        Stream<String> names = members.stream().map(each -> each.pid() + " (" + each.state() + ")");
        return new WorkerException(
                "Killed the processes "
                        + names.collect(Collectors.joining(", "))
                        + " but "
                        + KILL_LIMIT.toSeconds()
                        + " s later they are still there; they belong to another user or hang in the"
                        + " kernel (state D: look at disks and network mounts)");
    }
}
