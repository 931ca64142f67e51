package dev.workerkit.server;

import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Memory that all connections have together, for what each of them holds unfinished (WRK-WIRE-013).
 *
 * <p>There is no bound for one as long as there is enough for all. When there is not, those who hold
 * more than an equal part are in excess, and the one of them who has been the slowest at it loses
 * what he holds, with his connection. So whoever holds little is safe from those who hold much, and
 * who gets on with what he holds from those who only hold it. On the event loop.
 */
final class Ration {

    private final long bytes;
    private final Set<Share> holders = new LinkedHashSet<>();
    private long held;

    /** One of so many bytes. */
    Ration(long bytes) {
        this.bytes = bytes;
    }

    /**
     * What a connection holds; nothing at first.
     *
     * @param loss ends the connection; it must let go of what is held
     */
    Share share(Runnable loss) {
        return new Share(loss);
    }

    private void collect() {
        while (held > bytes) {
            // One at least holds more than this, or all would not be too much.
            long part = bytes / holders.size();
            long now = System.nanoTime();
            holders.stream()
                    .filter(each -> each.bytes > part)
                    .min((one, other) -> Double.compare(one.pace(now), other.pace(now)))
                    .orElseThrow()
                    .lose();
        }
    }

    /** What one connection holds. */
    final class Share {

        private final Runnable loss;
        private long bytes;
        private long since;
        private boolean lost;

        private Share(Runnable loss) {
            this.loss = loss;
        }

        /** Takes note of how many bytes the connection holds now. */
        void holds(long now) {
            if (lost || now == bytes) {
                return;
            }
            if (bytes == 0 || now < bytes) {
                // Something of it was finished: what is left is young.
                since = System.nanoTime();
            }
            set(now);
            collect();
        }

        private void set(long now) {
            held += now - bytes;
            bytes = now;
            if (now > 0) {
                holders.add(this);
            } else {
                holders.remove(this);
            }
        }

        private double pace(long now) {
            return bytes / (double) Math.max(1, now - since);
        }

        private void lose() {
            lost = true;
            set(0);
            loss.run();
        }
    }
}
