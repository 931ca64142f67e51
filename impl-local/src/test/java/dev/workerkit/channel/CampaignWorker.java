package dev.workerkit.channel;

import dev.workerkit.ChannelClosedException;
import dev.workerkit.ChannelSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Answers each delivery of a message, until it is killed or its master is gone. */
final class CampaignWorker {

    private static final int MOST_IN_HAND = 10;
    private static final Duration LONG = Duration.ofMinutes(1);

    private CampaignWorker() {}

    public static void main(String[] arguments) throws Exception {
        Path root = Path.of(arguments[0]);
        Path folder = Path.of(arguments[1]);
        int incarnation = Integer.parseInt(arguments[2]);
        ChannelSpec spec = CampaignMaster.spec(folder);
        while (!WorkerChannel.isAttached(root, incarnation)) {
            LockSupport.parkNanos(200_000);
        }
        WorkerChannel channel = WorkerChannel.open(root, spec, incarnation);
        Journal journal = new Journal(folder.resolveSibling("worker.journal"));
        try {
            serve(channel, journal);
        } catch (ChannelClosedException e) {
            // The master is gone.
        }
    }

    /** Some at a time and then in any order, so that there is always something in hand. */
    private static void serve(WorkerChannel channel, Journal journal) {
        String self = ProcessHandle.current().pid() + "-";
        List<Received> inHand = new ArrayList<>();
        for (int i = 0; ; i++) {
            Received received = channel.take(inHand.isEmpty() ? LONG : Duration.ZERO);
            if (received != null) {
                journal.note("got", number(received), received.attempts());
                inHand.add(received);
            }
            if (received == null || inHand.size() == MOST_IN_HAND) {
                Collections.shuffle(inHand);
                for (Received each : inHand) {
                    LockSupport.parkNanos(100_000);
                    channel.send(number(each) + "/" + self + i++);
                    each.acknowledge();
                    journal.note("acknowledged", number(each), 0);
                }
                inHand.clear();
            }
        }
    }

    private static String number(Received received) {
        return received.message(String.class).strip();
    }
}
