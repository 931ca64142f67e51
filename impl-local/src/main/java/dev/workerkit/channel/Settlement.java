package dev.workerkit.channel;

import java.util.HashMap;
import java.util.Map;

/**
 * Takes messages out of a queue in the stead of a receiver on another machine, as that tells. Not
 * thread-safe.
 */
final class Settlement {

    private final Inbound inbound;

    /** What is delivered and not settled, by its number. */
    private final Map<Long, Place> open = new HashMap<>();

    private long delivered;
    private long settled;

    private record Place(Segment segment, int frame) {}

    Settlement(Inbound inbound) {
        this.inbound = inbound;
    }

    /**
     * Notes it.
     *
     * @throws IllegalArgumentException if that is more than there is, or less than was told before
     */
    void apply(Taken taken) {
        if (taken.delivered() < taken.settled() || taken.settled() < settled) {
            throw new IllegalArgumentException("it takes back what it had taken: " + taken);
        }
        while (delivered < taken.delivered()) {
            if (!inbound.take()) {
                throw new IllegalArgumentException("it took what it was not given: " + taken);
            }
            delivered++;
            if (inbound.isAcknowledged()) {
                open.put(delivered, new Place(inbound.segment(), inbound.frame()));
            }
        }
        while (settled < taken.settled()) {
            settled++;
            acknowledge(settled);
        }
        taken.acknowledged().forEach(this::acknowledge);
    }

    private void acknowledge(long number) {
        Place place = open.remove(number);
        if (place != null) {
            inbound.acknowledge(place.segment, place.frame);
        }
    }

    /** Whether it is on the caller to wake the sender. */
    boolean claimRing() {
        return inbound.page().claimRingForSender(inbound.settled());
    }

    void release() {
        inbound.release();
    }
}
