package dev.workerkit.benchmarks.suite;

import dev.workerkit.benchmarks.machine.Processors;
import dev.workerkit.benchmarks.machine.Scratch;
import dev.workerkit.benchmarks.machine.Tether;
import dev.workerkit.benchmarks.peer.NearEnd;
import dev.workerkit.benchmarks.peer.Peers;
import dev.workerkit.benchmarks.peer.Role;
import dev.workerkit.benchmarks.peer.Setting;
import dev.workerkit.benchmarks.peer.Waiting;
import java.io.IOException;

/** A peer that is opened for a benchmark. */
final class Station implements AutoCloseable {

    private final Scratch scratch;
    private final NearEnd end;
    private final Waiting waiting;

    private Station(Scratch scratch, NearEnd end, Waiting waiting) {
        this.scratch = scratch;
        this.end = end;
        this.waiting = waiting;
    }

    static Station open(String peer, Role role, String waiting) throws IOException {
        Tether.tieToRun();
        Waiting how = Waiting.of(waiting);
        Scratch scratch = Scratch.make();
        try {
            NearEnd end = Peers.named(peer).open(new Setting(scratch.folder(), role, how));
            return new Station(scratch, end, how);
        } catch (IOException | RuntimeException e) {
            scratch.close();
            throw e;
        }
    }

    /** Pins the calling thread, which measures, where both ends have a processor. */
    void pin() {
        Processors.Pair pair = Processors.pair();
        if (waiting == Waiting.PINNED && pair.isOfTwo()) {
            Processors.pinThisThread(pair.near());
        }
    }

    NearEnd end() {
        return end;
    }

    @Override
    public void close() throws IOException {
        try (scratch) {
            end.close();
        }
    }
}
