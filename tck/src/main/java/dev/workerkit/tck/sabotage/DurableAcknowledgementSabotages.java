package dev.workerkit.tck.sabotage;

import dev.workerkit.Channel;
import dev.workerkit.ChannelClosedException;
import dev.workerkit.ChannelSpec;
import dev.workerkit.Delivery;
import dev.workerkit.DeliveryGuarantee;
import dev.workerkit.Worker;
import dev.workerkit.WorkerSpec;
import dev.workerkit.tck.forwarding.ForwardingDelivery;
import dev.workerkit.tck.sabotage.worker.Abandoning;
import dev.workerkit.tck.sabotage.worker.Accomplice;
import dev.workerkit.tck.sabotage.worker.AcknowledgingAllBefore;
import dev.workerkit.tck.sabotage.worker.AcknowledgingAsTaker;
import dev.workerkit.tck.sabotage.worker.AcknowledgingLate;
import dev.workerkit.tck.sabotage.worker.CountingIncarnations;
import dev.workerkit.tck.sabotage.worker.Postponing;
import dev.workerkit.tck.sabotage.worker.Skipping;
import dev.workerkit.tck.sabotage.worker.Swallowing;
import dev.workerkit.worker.EventedWorker;
import dev.workerkit.worker.RawWorker;
import dev.workerkit.worker.TaskWorker;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** Channels that go wrong over what is acknowledged and what is not. */
final class DurableAcknowledgementSabotages {

    private DurableAcknowledgementSabotages() {}

    static List<Sabotage> all() {
        return List.of(
                Sabotage.of(
                        "acknowledged-when-taken",
                        "WRK-DURABLE-001",
                        "Counts a message as dealt with when it is handed over",
                        Deed.toSpec(DurableAcknowledgementSabotages::withoutAcknowledgement)),
                evented(
                        "redelivered-after-later-ones",
                        "WRK-DURABLE-001",
                        "Delivers what was not acknowledged behind what was sent later",
                        Postponing.class),
                raw(
                        "acknowledgement-noted-late",
                        "WRK-DURABLE-002",
                        "Forgets the last acknowledgement before a death",
                        AcknowledgingLate.class),
                evented(
                        "attempts-count-incarnations",
                        "WRK-DURABLE-003",
                        "Takes everything for a redelivery that comes after a death",
                        CountingIncarnations.class),
                raw(
                        "acknowledgement-of-all-before",
                        "WRK-DURABLE-004",
                        "Acknowledges with a message all that came before it",
                        AcknowledgingAllBefore.class),
                raw(
                        "acknowledgement-by-the-taker-alone",
                        "WRK-DURABLE-004",
                        "Ignores an acknowledgement by another thread than took the message",
                        AcknowledgingAsTaker.class),
                Sabotage.of(
                        "acknowledgement-only-once",
                        "WRK-DURABLE-004",
                        "Fails when a message is acknowledged again",
                        TamperedChannel.by(AcknowledgedOnce::new)),
                evented(
                        "acknowledged-though-thrown",
                        "WRK-DURABLE-005",
                        "Acknowledges what an evented worker threw at",
                        Swallowing.class),
                evented(
                        "unacknowledged-in-a-stop",
                        "WRK-DURABLE-005",
                        "Does not acknowledge what an evented worker finished during a stop",
                        Abandoning.class),
                Sabotage.of(
                        "redelivered-task-skipped",
                        "WRK-DURABLE-006",
                        "Answers a task that comes again without performing it",
                        Deed.toSpec(
                                spec -> Accomplice.around(spec, TaskWorker.class, Skipping.class))),
                Sabotage.of(
                        "redelivered-task-answered-twice",
                        "WRK-DURABLE-006",
                        "Delivers the first result after a death twice",
                        TamperedChannel.by(RepeatingAtRestart::new)),
                Sabotage.of(
                        "unacknowledged-takes-no-room",
                        "WRK-DURABLE-007",
                        "Has room for more than what is not acknowledged leaves",
                        Deed.toSpec(DurableAcknowledgementSabotages::withMoreRoom)));
    }

    private static Sabotage raw(
            String id, String requirement, String does, Class<? extends RawWorker> around) {
        return Sabotage.of(
                id,
                requirement,
                does,
                Deed.toSpec(spec -> Accomplice.around(spec, RawWorker.class, around)));
    }

    private static Sabotage evented(
            String id, String requirement, String does, Class<? extends EventedWorker> around) {
        return Sabotage.of(
                id,
                requirement,
                does,
                Deed.toSpec(spec -> Accomplice.around(spec, EventedWorker.class, around)));
    }

    private static WorkerSpec withoutAcknowledgement(WorkerSpec spec) {
        ChannelSpec channel = spec.channel();
        return channel.directory().isPresent() || !channel.isAcknowledged()
                ? spec
                : spec.withChannel(
                        new ChannelSpec(
                                channel.codec(),
                                channel.maxMessageBytes(),
                                channel.capacityBytes(),
                                DeliveryGuarantee.AT_MOST_ONCE,
                                Optional.empty()));
    }

    private static WorkerSpec withMoreRoom(WorkerSpec spec) {
        ChannelSpec channel = spec.channel();
        return channel.isAcknowledged()
                ? spec.withChannel(channel.withCapacityBytes(4 * channel.capacityBytes()))
                : spec;
    }

    private static final class AcknowledgedOnce extends TamperedChannel {

        AcknowledgedOnce(Worker worker, Channel channel) {
            super(worker, channel);
        }

        @Override
        protected Delivery wrapDelivery(Delivery delivery) {
            AtomicBoolean isAcknowledged = new AtomicBoolean();
            return new ForwardingDelivery(delivery) {
                @Override
                public void acknowledge() {
                    if (isAcknowledged.getAndSet(true)) {
                        throw new ChannelClosedException("It was acknowledged already");
                    }
                    super.acknowledge();
                }
            };
        }
    }

    private static final class RepeatingAtRestart extends TamperedChannel {

        RepeatingAtRestart(Worker worker, Channel channel) {
            super(worker, channel);
        }

        @Override
        <T> @Nullable T receiving(Duration timeout, Class<T> type) {
            T message = super.receiving(timeout, type);
            if (message != null && hasBegunAgain()) {
                keep(message);
            }
            return message;
        }
    }
}
