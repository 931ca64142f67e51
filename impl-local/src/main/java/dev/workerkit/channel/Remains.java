package dev.workerkit.channel;

import dev.workerkit.channel.queue.QueueDocument;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What lies in a queue that has no receiver at the moment. */
record Remains(StoredQueue queue, boolean acknowledged) {

    /** Deletes what a receiver that was killed was through with; nobody sends meanwhile. */
    void deleteSpent() {
        Set<QueueDocument> needed = new HashSet<>();
        Lookahead lookahead = new Lookahead(queue);
        try {
            needed.add(lookahead.segment().start().document());
            while (lookahead.next()) {
                needed.add(lookahead.segment().start().document());
            }
            needed.add(lookahead.segment().start().document());
        } finally {
            lookahead.release();
        }
        queue.page().offers().forEach(offer -> needed.add(offer.document()));
        queue.directory().deleteFilesBut(needed);
    }

    /** How many messages a receiver would be given now. */
    long count() {
        Start start = queue.page().start();
        Segment segment = Segment.map(queue.directory(), start);
        try {
            long count = 0;
            int position = (int) (queue.page().taken() - start.base());
            for (int length = segment.length(position);
                    length != 0;
                    length = segment.length(position)) {
                int type = segment.type(position);
                if (FrameDescriptor.kind(type) == FrameDescriptor.END) {
                    Start next = new Start(segment.next(position), 0);
                    segment.release();
                    segment = Segment.map(queue.directory(), next);
                    position = 0;
                } else {
                    count += FrameDescriptor.isAcknowledged(type) ? 0 : 1;
                    position += FrameDescriptor.frameBytes(length - FrameDescriptor.PAYLOAD_OFFSET);
                }
            }
            return count;
        } finally {
            segment.release();
        }
    }

    /** Takes all messages out of the queue, in order. */
    List<Parcel> takeAll() {
        List<Parcel> all = new ArrayList<>();
        Inbound inbound = new Inbound(queue, acknowledged);
        try {
            while (inbound.take()) {
                all.add(parcel(inbound));
                inbound.acknowledge(inbound.segment(), inbound.frame());
            }
        } finally {
            inbound.release();
        }
        return all;
    }

    private static Parcel parcel(Inbound inbound) {
        return new Parcel(
                FrameKind.of(FrameDescriptor.kind(inbound.type())),
                inbound.correlation(),
                FrameDescriptor.attempts(inbound.type()),
                FrameDescriptor.isDelivered(inbound.type()),
                ByteBuffer.wrap(
                        inbound.segment()
                                .memory()
                                .get(inbound.messageOffset(), inbound.messageLength())));
    }
}
