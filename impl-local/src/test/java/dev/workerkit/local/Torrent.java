package dev.workerkit.local;

import dev.workerkit.worker.Peer;
import dev.workerkit.worker.SharedWorkerContext;
import dev.workerkit.worker.SharedWorkerHandler;
import java.time.Duration;

/**
 * A shared worker that does what a message says: {@code N} sends N kibibytes in as many messages,
 * {@code sleep} keeps its thread busy, and anything else is answered.
 */
final class Torrent implements SharedWorkerHandler {

    private static final String KIBIBYTE = "x".repeat(1024 - 8);

    private SharedWorkerContext context;

    Torrent(boolean slowly) throws InterruptedException {
        if (slowly) {
            Thread.sleep(Duration.ofMinutes(5).toMillis());
        }
    }

    @Override
    public void initialize(SharedWorkerContext given) {
        context = given;
    }

    @Override
    public void onMessage(Object message, Peer peer) throws Exception {
        if (message instanceof Integer number) {
            send(number, peer);
        } else if (message.equals("sleep")) {
            Thread.sleep(Duration.ofMinutes(5).toMillis());
        } else {
            peer.send(message);
        }
    }

    /** As much at once as is taken, and the rest as soon as there is room again. */
    private void send(int left, Peer peer) {
        int number = left;
        while (number > 0 && peer.send(number + KIBIBYTE) == dev.workerkit.SendResult.SENT) {
            number--;
        }
        if (number > 0 && peer.isConnected()) {
            int rest = number;
            context.eventLoop().schedule(() -> send(rest, peer), Duration.ofMillis(1));
        }
    }
}
