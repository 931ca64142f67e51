package dev.workerkit.os;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Weighs the process trees of workers: the resident memory of all their processes, as {@code ps}
 * shows it. One look at all processes serves all workers. Used by one thread at a time.
 *
 * <p>A process belongs to a worker as in a {@link ProcessTree}: by its session, its parent or the
 * marker in its environment. Whose it is, is remembered for its life, so that each environment is
 * read once.
 */
public final class Scales {

    private static final long PAGE_BYTES = LibC.getpagesize();

    private final ProcFs proc = new ProcFs();

    /** Whose each process is; absent for those that are nobody's. */
    private Map<ProcessEntry.Id, Optional<MemoryLimit>> remembered = new HashMap<>();

    /** Tells each limit how much is held. */
    public void weigh(Collection<MemoryLimit> limits) {
        remembered.values().removeIf(owner -> owner.isPresent() && !limits.contains(owner.get()));
        Look look = new Look(limits);
        Map<MemoryLimit, Long> pages = new HashMap<>();
        for (ProcessEntry entry : look.processes.values()) {
            look.ownerOf(entry)
                    .ifPresent(limit -> pages.merge(limit, entry.residentPages(), Long::sum));
        }
        look.owners.keySet().removeAll(look.undecided);
        remembered = look.owners;
        pages.forEach((limit, count) -> limit.weighed(count * PAGE_BYTES));
    }

    /** One look at all processes. */
    private final class Look {

        private final Map<Integer, MemoryLimit> limits = new HashMap<>();
        private final Map<Integer, ProcessEntry> processes = new HashMap<>();
        private final Map<ProcessEntry.Id, Optional<MemoryLimit>> owners = new HashMap<>();

        /** They execute a program at this moment and show nothing: to be looked at again. */
        private final Set<ProcessEntry.Id> undecided = new HashSet<>();

        Look(Collection<MemoryLimit> all) {
            all.forEach(limit -> limits.put(limit.leader(), limit));
            for (int pid : proc.pids()) {
                proc.stat(pid)
                        .filter(ProcessEntry::alive)
                        .ifPresent(entry -> processes.put(pid, entry));
            }
        }

        Optional<MemoryLimit> ownerOf(ProcessEntry entry) {
            Optional<MemoryLimit> owner = owners.get(entry.id());
            if (owner == null) {
                owner = find(entry);
                owners.put(entry.id(), owner);
            }
            return owner;
        }

        private Optional<MemoryLimit> find(ProcessEntry entry) {
            MemoryLimit bySession = limits.get(entry.session());
            if (bySession != null) {
                return Optional.of(bySession);
            }
            Optional<MemoryLimit> before = remembered.get(entry.id());
            if (before != null) {
                return before;
            }
            ProcessEntry parent = processes.get(entry.parent());
            Optional<MemoryLimit> byParent = parent == null ? Optional.empty() : ownerOf(parent);
            return byParent.or(() -> byMarker(entry));
        }

        private Optional<MemoryLimit> byMarker(ProcessEntry entry) {
            for (MemoryLimit limit : limits.values()) {
                ProcFs.Carries carries = proc.carries(entry.pid(), limit.marker());
                if (carries == ProcFs.Carries.YES) {
                    return Optional.of(limit);
                }
                if (carries == ProcFs.Carries.EXECUTING) {
                    undecided.add(entry.id());
                    return Optional.empty();
                }
            }
            return Optional.empty();
        }
    }
}
