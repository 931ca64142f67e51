package dev.workerkit.tck.sabotage;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.workerkit.Channel;
import dev.workerkit.ChannelSpec;
import dev.workerkit.Delivery;
import dev.workerkit.SendResult;
import dev.workerkit.SpecException;
import dev.workerkit.Worker;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerSpec;
import dev.workerkit.tck.forwarding.ForwardingDelivery;
import dev.workerkit.tck.forwarding.ForwardingRuntime;
import dev.workerkit.tck.forwarding.ForwardingWorker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Durable channels whose folders are not what they should be. */
final class DurableFolderSabotages {

    private DurableFolderSabotages() {}

    static List<Sabotage> all() {
        return List.of(
                Sabotage.of(
                        "folder-not-used",
                        "WRK-DURABLE-008",
                        "Keeps the messages of a durable channel in memory",
                        Deed.toSpec(DurableFolderSabotages::withoutFolder)),
                Sabotage.of(
                        "folder-forgets-acknowledgements",
                        "WRK-DURABLE-008",
                        "Does not note in the folder what the master has acknowledged",
                        TamperedChannel.by(Unacknowledging::new)),
                Sabotage.of(
                        "folder-forgets-attempts",
                        "WRK-DURABLE-008",
                        "Tells nobody that a message was delivered by an earlier master",
                        TamperedChannel.by(Unflagging::new)),
                Sabotage.of(
                        "folder-of-a-dead-master-emptied",
                        "WRK-DURABLE-009",
                        "Throws the messages away that a dead master had left for the next",
                        Deed.toRuntime(EmptyingAfterDeath::new)),
                Sabotage.of(
                        "folder-loses-one-at-a-death",
                        "WRK-DURABLE-009",
                        "Loses a message of a durable channel when the worker dies",
                        TamperedChannel.by(LosingAtDeath::new)),
                Sabotage.of(
                        "folder-shared",
                        "WRK-DURABLE-010",
                        "Uses a folder of its own beside one that serves another worker",
                        Deed.toRuntime(UsingAnother::new)),
                Sabotage.of(
                        "folder-free-when-stopped",
                        "WRK-DURABLE-010",
                        "Takes the folder of a worker that is stopped for another",
                        Deed.toRuntime(TakingAway::new)),
                Sabotage.of(
                        "folder-free-late",
                        "WRK-DURABLE-010",
                        "Refuses a folder once more whose worker was just removed",
                        Deed.toRuntime(FreeLate::new)),
                Sabotage.of(
                        "folder-unusable-ignored",
                        "WRK-DURABLE-011",
                        "Does without a folder that can't be used",
                        Deed.toRuntime(
                                runtime ->
                                        new IgnoringUnusable(
                                                runtime, folder -> !Files.isDirectory(folder)))),
                Sabotage.of(
                        "folder-read-only-ignored",
                        "WRK-DURABLE-011",
                        "Does without a folder that can't be written to",
                        Deed.toRuntime(
                                runtime -> new IgnoringUnusable(runtime, Files::isDirectory))),
                Sabotage.of(
                        "folder-grows",
                        "WRK-DURABLE-012",
                        "Keeps a journal in the folder of all that was sent",
                        TamperedChannel.by(Growing::new)),
                Sabotage.of(
                        "folder-keeps-sessions",
                        "WRK-DURABLE-012",
                        "Leaves something of each session in the folder",
                        TamperedChannel.by(KeepingSessions::new)));
    }

    private static Optional<Path> folder(Worker worker) {
        return worker.spec().channel().directory();
    }

    private static WorkerSpec withoutFolder(WorkerSpec spec) {
        ChannelSpec channel = spec.channel();
        return spec.withChannel(
                new ChannelSpec(
                        channel.codec(),
                        channel.maxMessageBytes(),
                        channel.capacityBytes(),
                        channel.guarantee(),
                        Optional.empty()));
    }

    private static final class Unacknowledging extends TamperedChannel {

        Unacknowledging(Worker worker, Channel channel) {
            super(worker, channel);
        }

        @Override
        protected Delivery wrapDelivery(Delivery delivery) {
            return new ForwardingDelivery(delivery) {
                @Override
                public void acknowledge() {}
            };
        }
    }

    private static final class Unflagging extends TamperedChannel {

        Unflagging(Worker worker, Channel channel) {
            super(worker, channel);
        }

        @Override
        protected Delivery wrapDelivery(Delivery delivery) {
            return new ForwardingDelivery(delivery) {
                @Override
                public int attempts() {
                    return 0;
                }
            };
        }
    }

    /** Knows who closed properly by a mark beside the folder. */
    private static final class EmptyingAfterDeath extends ForwardingRuntime {

        private final Set<Path> marks = ConcurrentHashMap.newKeySet();

        EmptyingAfterDeath(WorkerRuntime runtime) {
            super(runtime);
        }

        @Override
        public Worker start(WorkerSpec spec) {
            Optional<Path> folder = spec.channel().directory();
            boolean hadBeenUsed = folder.filter(Files::exists).isPresent();
            Worker worker = super.start(spec);
            if (folder.isPresent()) {
                Path mark = folder.get().resolveSibling(folder.get().getFileName() + ".closed");
                if (hadBeenUsed && !mark.toFile().delete()) {
                    empty(worker.channel());
                }
                marks.add(mark);
            }
            return worker;
        }

        private static void empty(Channel channel) {
            Delivery left = channel.take(Duration.ZERO);
            while (left != null) {
                left.acknowledge();
                left = channel.take(Duration.ZERO);
            }
        }

        @Override
        public void close() {
            super.close();
            marks.forEach(mark -> append(mark, new byte[0]));
        }
    }

    private static final class LosingAtDeath extends TamperedChannel {

        LosingAtDeath(Worker worker, Channel channel) {
            super(worker, channel);
        }

        @Override
        public @Nullable Delivery take(Duration timeout) {
            Delivery delivery = super.take(timeout);
            if (delivery == null || !hasBegunAgain() || folder(worker()).isEmpty()) {
                return delivery;
            }
            delivery.acknowledge();
            return super.take(timeout);
        }
    }

    private static final class UsingAnother extends ForwardingRuntime {

        UsingAnother(WorkerRuntime runtime) {
            super(runtime);
        }

        @Override
        public Worker start(WorkerSpec spec) {
            try {
                return super.start(spec);
            } catch (SpecException e) {
                ChannelSpec channel = spec.channel();
                Path folder = channel.directory().filter(Files::isDirectory).orElseThrow(() -> e);
                Path another = folder.resolveSibling(folder.getFileName() + "-2");
                return super.start(spec.withChannel(channel.withDurable(another)));
            }
        }
    }

    private static final class TakingAway extends ForwardingRuntime {

        TakingAway(WorkerRuntime runtime) {
            super(runtime);
        }

        @Override
        public Worker start(WorkerSpec spec) {
            Optional<Path> folder = spec.channel().directory();
            workers().stream()
                    .filter(worker -> folder.isPresent() && folder.equals(folder(worker)))
                    .filter(worker -> worker.state().isTerminal())
                    .forEach(Worker::remove);
            return super.start(spec);
        }
    }

    private static final class FreeLate extends ForwardingRuntime {

        private final Set<Path> justFreed = ConcurrentHashMap.newKeySet();

        FreeLate(WorkerRuntime runtime) {
            super(runtime);
        }

        @Override
        public Worker start(WorkerSpec spec) {
            Optional<Path> folder = spec.channel().directory();
            if (folder.isPresent() && justFreed.remove(folder.get())) {
                throw new SpecException(
                        "channel.directory", folder.get() + " is in use", "try again later");
            }
            return super.start(spec);
        }

        @Override
        protected Worker wrapWorker(Worker worker) {
            return new ForwardingWorker(worker) {
                @Override
                public void remove() {
                    super.remove();
                    folder(this).ifPresent(justFreed::add);
                }
            };
        }
    }

    private static final class IgnoringUnusable extends ForwardingRuntime {

        private final Predicate<Path> ignored;

        IgnoringUnusable(WorkerRuntime runtime, Predicate<Path> ignored) {
            super(runtime);
            this.ignored = ignored;
        }

        @Override
        public Worker start(WorkerSpec spec) {
            boolean isIgnored = spec.channel().directory().filter(ignored).isPresent();
            try {
                return super.start(spec);
            } catch (SpecException e) {
                if (isIgnored) {
                    return super.start(withoutFolder(spec));
                }
                throw e;
            }
        }
    }

    private static final class Growing extends TamperedChannel {

        Growing(Worker worker, Channel channel) {
            super(worker, channel);
        }

        @Override
        SendResult sending(Object message, Way way) {
            folder(worker())
                    .ifPresent(
                            folder ->
                                    append(
                                            folder.resolve("journal"),
                                            message.toString().getBytes(UTF_8)));
            return super.sending(message, way);
        }
    }

    private static final class KeepingSessions extends TamperedChannel {

        private static final int LEFT = 8192;

        KeepingSessions(Worker worker, Channel channel) {
            super(worker, channel);
            folder(worker).ifPresent(folder -> append(folder.resolve("sessions"), new byte[LEFT]));
        }
    }

    private static void append(Path file, byte[] bytes) {
        try {
            Files.write(file, bytes, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't write to " + file, e);
        }
    }
}
