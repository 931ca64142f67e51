package dev.workerkit.tck.campaign;

import dev.workerkit.Channel;
import dev.workerkit.ChannelClosedException;
import dev.workerkit.Delivery;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * One end of a lane: it sends numbered messages, takes those of the other end, acknowledges them
 * later and in any order, and notes all that.
 */
final class Correspondent {

    private static final Duration WAIT = Duration.ofMillis(20);
    private static final long PAUSE = Duration.ofMillis(3).toNanos();
    private static final int HELD = 8;

    private final Channel channel;
    private final Lane lane;
    private final Lane.End end;

    private record Held(long number, Delivery delivery) {}

    Correspondent(Channel channel, Lane lane, Lane.End end) {
        this.channel = channel;
        this.lane = lane;
        this.end = end;
    }

    /** Sends until it is told that it is enough, or the channel ends. */
    void send() {
        Path path = lane.sent(end);
        try (Journal journal = Journal.open(path)) {
            long number = Journal.lastSent(path);
            while (!Files.exists(lane.enough())) {
                number++;
                journal.note(Journal.Entry.SEND, number);
                channel.send(Letter.text(number));
                journal.note(Journal.Entry.ACCEPTED, number);
                LockSupport.parkNanos(PAUSE);
            }
        } catch (ChannelClosedException e) {
            // Whether the last one was sent is open; the journal says so.
        }
    }

    /** Takes messages until it is told that all is over, or the channel ends. */
    void receive(BooleanSupplier over) {
        try (Journal journal = Journal.open(lane.received(end))) {
            List<Held> held = new ArrayList<>();
            while (!over.getAsBoolean()) {
                Delivery delivery = channel.take(WAIT);
                if (delivery != null) {
                    hold(delivery, held, journal);
                }
                while (held.size() > (delivery == null ? 0 : random(HELD))) {
                    acknowledge(held.remove(random(held.size())), journal);
                }
            }
        } catch (ChannelClosedException e) {
            // What is held comes again.
        }
    }

    private static void hold(Delivery delivery, List<Held> held, Journal journal) {
        OptionalLong number = Letter.number(delivery.message(String.class));
        if (number.isPresent()) {
            journal.received(number.getAsLong(), delivery.attempts());
            held.add(new Held(number.getAsLong(), delivery));
        } else {
            journal.note(Journal.Entry.CORRUPT, 0);
            delivery.acknowledge();
        }
    }

    private static void acknowledge(Held held, Journal journal) {
        journal.note(Journal.Entry.ACKNOWLEDGE, held.number);
        held.delivery.acknowledge();
        journal.note(Journal.Entry.ACKNOWLEDGED, held.number);
    }

    private static int random(int bound) {
        return ThreadLocalRandom.current().nextInt(bound);
    }
}
