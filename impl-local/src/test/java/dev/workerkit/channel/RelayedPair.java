package dev.workerkit.channel;

import dev.workerkit.ChannelSpec;
import dev.workerkit.os.FileTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Both ends of a channel in this process, each in a directory of its own, and what carries between. */
final class RelayedPair implements AutoCloseable {

    private final ChannelSpec spec;
    private final Path near;
    private final MasterChannel master;
    private Path far;
    private WorkerChannel worker;
    private RelayedEnd atMaster;
    private RelayedEnd atWorker;
    private Carrier toWorker;
    private Carrier toMaster;
    private int incarnation;

    private RelayedPair(ChannelSpec spec) throws IOException {
        this.spec = spec;
        this.near = ChannelPair.newDirectory();
        this.master = MasterChannel.create(near, spec);
        begin();
    }

    static RelayedPair open(ChannelSpec spec) {
        try {
            return new RelayedPair(spec);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void begin() throws IOException {
        incarnation++;
        master.attach(incarnation);
        far = ChannelPair.newDirectory();
        atWorker = RelayedEnd.ofWorker(far, spec, incarnation);
        atMaster = RelayedEnd.ofMaster(near, spec, incarnation);
        toWorker = new Carrier(atMaster, atWorker);
        toMaster = new Carrier(atWorker, atMaster);
        toWorker.start();
        toMaster.start();
        worker = WorkerChannel.open(far, spec, incarnation);
    }

    /** Carries in one direction, as two threads and a connection would. */
    private static final class Carrier extends Thread {

        private final RelayedEnd from;
        private final RelayedEnd to;
        private volatile boolean finishing;
        private volatile boolean cut;

        Carrier(RelayedEnd from, RelayedEnd to) {
            super("carrier");
            this.from = from;
            this.to = to;
        }

        @Override
        public void run() {
            boolean closed = false;
            boolean last;
            do {
                long seen = from.rings();
                last = finishing;
                for (Relayed next = from.next(); next != null && !cut; next = from.next()) {
                    tell();
                    to.put(next);
                }
                if (!cut) {
                    tell();
                    if (!closed && from.isClosed()) {
                        closed = true;
                        to.closeIncoming();
                    }
                }
                if (!last) {
                    await(seen, closed);
                }
            } while (!last);
        }

        private void tell() {
            for (Taken news = from.news(); news != null; news = from.news()) {
                to.taken(news);
            }
        }

        private void await(long seen, boolean closed) {
            try {
                from.await(seen, Duration.ofSeconds(5), closed);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        void finish(boolean cutting) {
            cut = cutting;
            finishing = true;
            from.wakeUp();
            try {
                join();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    MasterChannel master() {
        return master;
    }

    WorkerChannel worker() {
        return worker;
    }

    RelayedEnd atMaster() {
        return atMaster;
    }

    /**
     * As if the worker died, and another was started.
     *
     * @param cut whether the connection died first, and nothing more came over it
     */
    void restartWorker(boolean cut) {
        end(cut);
        try {
            begin();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** As if the worker ended for good. */
    void endWorker() {
        end(false);
        master.end();
    }

    private void end(boolean cut) {
        if (atMaster == null) {
            return;
        }
        worker.vanish();
        toMaster.finish(cut);
        toWorker.finish(true);
        atWorker.close();
        atMaster.close();
        atMaster = null;
        master.detach(incarnation);
        try {
            FileTree.delete(far);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        end(true);
        master.discard();
        try {
            Files.delete(near);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
