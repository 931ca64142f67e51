package dev.workerkit.os;

import dev.workerkit.WorkerException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Waits for what many descriptors have to tell, with one thread for all of them: an idle worker costs
 * no thread. The thread is there as long as anything is watched, for whatever runtime of this JVM.
 * Thread-safe.
 */
public final class Poller {

    private static final System.Logger LOG = System.getLogger(Poller.class.getName());
    private static final int MOST_FOR_OUTPUT = 4;
    private static final long WAKE = 0;

    private static final Poller EXITS = new Poller("workerkit-exits");
    private static final Poller[] OUTPUTS = outputs();

    private final String name;
    private final Map<Long, Watch> watched = new HashMap<>();
    private Optional<Waiting> waiting = Optional.empty();
    private long lastId = WAKE;

    Poller(String name) {
        this.name = name;
    }

    private static Poller[] outputs() {
        int count = Math.min(MOST_FOR_OUTPUT, Runtime.getRuntime().availableProcessors());
        Poller[] pollers = new Poller[count];
        for (int i = 0; i < count; i++) {
            pollers[i] = new Poller("workerkit-output-" + i);
        }
        return pollers;
    }

    /** For the ends of children. Apart from their output, which may keep a thread busy. */
    static Poller ofExits() {
        return EXITS;
    }

    /** For the output of a child; the same for both of its streams, which share a log. */
    public static Poller ofOutput(int pid) {
        return OUTPUTS[pid % OUTPUTS.length];
    }

    /** A descriptor that is watched until this is closed. */
    final class Watch implements AutoCloseable {

        private final long id;
        private final int descriptor;
        private final Consumer<Watch> onReadable;

        private Watch(long id, int descriptor, Consumer<Watch> onReadable) {
            this.id = id;
            this.descriptor = descriptor;
            this.onReadable = onReadable;
        }

        /**
         * Ends it; to be called before the descriptor is closed. A call that has begun on the
         * poller's thread goes on. Closing again does nothing.
         */
        @Override
        public void close() {
            forget(this);
        }
    }

    /** What the thread waits with. */
    private record Waiting(Epoll epoll, Pipe wake) {

        static Waiting begin() {
            Epoll epoll = Epoll.open();
            try {
                Pipe wake = Pipe.open();
                epoll.add(wake.readEnd().number(), WAKE);
                return new Waiting(epoll, wake);
            } catch (RuntimeException e) {
                epoll.close();
                throw e;
            }
        }

        void end() {
            epoll.close();
            wake.close();
        }
    }

    /**
     * Calls back, on the poller's thread, as long as there is something to read from the descriptor
     * or its end is reached.
     *
     * @param onReadable must not block; may close the watch, which it is given
     * @throws WorkerException if the kernel refuses
     */
    synchronized Watch watch(int descriptor, Consumer<Watch> onReadable) {
        Waiting current = waiting.orElseGet(this::begin);
        Watch watch = new Watch(++lastId, descriptor, onReadable);
        watched.put(watch.id, watch);
        try {
            current.epoll.add(descriptor, watch.id);
        } catch (RuntimeException e) {
            forget(watch);
            throw e;
        }
        return watch;
    }

    private Waiting begin() {
        Waiting begun = Waiting.begin();
        Thread thread = new Thread(() -> run(begun), name);
        thread.setDaemon(true);
        try {
            thread.start();
        } catch (OutOfMemoryError noThreadToBeHad) {
            begun.end();
            throw noThreadToBeHad;
        }
        waiting = Optional.of(begun);
        return begun;
    }

    private synchronized void forget(Watch watch) {
        if (watched.remove(watch.id) != null) {
            Waiting current = waiting.orElseThrow();
            current.epoll.remove(watch.descriptor);
            if (watched.isEmpty()) {
                current.wake.writeEnd().write(new byte[1]);
            }
        }
    }

    private void run(Waiting mine) {
        do {
            for (long id : mine.epoll.await()) {
                if (id == WAKE) {
                    LibC.read(mine.wake.readEnd().number(), new byte[1], LibC.size(1));
                } else {
                    find(id).ifPresent(Poller::tell);
                }
            }
        } while (!endIfIdle(mine));
    }

    private synchronized Optional<Watch> find(long id) {
        return Optional.ofNullable(watched.get(id));
    }

    private static void tell(Watch watch) {
        try {
            watch.onReadable.accept(watch);
        } catch (RuntimeException | Error e) {
            LOG.log(System.Logger.Level.ERROR, "What watched a descriptor failed", e);
            // Or it would fail for ever.
            watch.close();
        }
    }

    private synchronized boolean endIfIdle(Waiting mine) {
        if (!watched.isEmpty()) {
            return false;
        }
        waiting = Optional.empty();
        mine.end();
        return true;
    }
}
