package dev.workerkit.tck.sabotage;

import dev.workerkit.Channel;
import dev.workerkit.Resources;
import dev.workerkit.SendResult;
import dev.workerkit.SpecException;
import dev.workerkit.Worker;
import dev.workerkit.WorkerExit;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerSpec;
import dev.workerkit.tck.forwarding.ForwardingChannel;
import dev.workerkit.tck.forwarding.ForwardingRuntime;
import dev.workerkit.tck.forwarding.ForwardingWorker;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/** What can go wrong with resources. */
final class ResSabotages {

    private static final long ENOUGH_FOR_JAVA = 512L << 20;
    private static final WorkerExit KILLED = new WorkerExit.Signal(9);
    private static final WorkerExit KILLED_AS_A_SHELL_TELLS = new WorkerExit.Code(128 + 9);

    private ResSabotages() {}

    static List<Sabotage> all() {
        return List.of(
                Sabotage.of(
                        "limits-no-memory",
                        "WRK-RES-001",
                        "A worker may use far more memory than its limit",
                        toResources(limit -> Resources.of(limit.cpus(), 16 * limit.memoryBytes()))),
                Sabotage.of(
                        "gives-half-a-processor-more",
                        "WRK-RES-002",
                        "A worker gets half as much processor time again as its limit",
                        toResources(
                                limit -> Resources.of(1.5 * limit.cpus(), limit.memoryBytes()))),
                Sabotage.of(
                        "sizes-heaps-by-the-machine",
                        "WRK-RES-003",
                        "The heap of a Java worker is larger than its memory",
                        Deed.toProfile(profile -> profile.withJvmOption("-Xmx1g"))),
                Sabotage.of(
                        "gives-java-workers-more-memory-than-asked",
                        "WRK-RES-003",
                        "Memory that is too small for a JVM is made more",
                        toResources(
                                limit ->
                                        Resources.of(
                                                limit.cpus(),
                                                Math.max(limit.memoryBytes(), ENOUGH_FOR_JAVA)))),
                Sabotage.of(
                        "tells-too-little-as-enough",
                        "WRK-RES-003",
                        "The least that is told to be enough for a JVM is half of that",
                        Deed.toRuntime(HalfTold::new)),
                Sabotage.of(
                        "counts-waiting-messages-as-memory",
                        "WRK-RES-005",
                        "A worker for which more waits than its memory is killed",
                        Deed.toWorker(Overloaded::new)),
                Sabotage.of(
                        "tells-want-of-memory-as-a-signal",
                        "WRK-RES-006",
                        "An end for want of memory is told as death by SIGKILL",
                        Deed.toExit(
                                exit -> exit instanceof WorkerExit.OutOfMemory ? KILLED : exit)),
                Sabotage.of(
                        "takes-every-kill-for-want-of-memory",
                        "WRK-RES-006",
                        "Death by SIGKILL, and the code that a shell has for it, is told as want of"
                                + " memory",
                        Deed.toExit(
                                exit ->
                                        exit.equals(KILLED) || exit.equals(KILLED_AS_A_SHELL_TELLS)
                                                ? new WorkerExit.OutOfMemory()
                                                : exit)));
    }

    private static Deed toResources(UnaryOperator<Resources> change) {
        return Deed.toSpec(
                spec -> spec.resources().map(change).map(spec::withResources).orElse(spec));
    }

    private static final class HalfTold extends ForwardingRuntime {
        HalfTold(WorkerRuntime runtime) {
            super(runtime);
        }

        @Override
        public Worker start(WorkerSpec spec) {
            try {
                return super.start(spec);
            } catch (SpecException e) {
                long asked = spec.resources().map(Resources::memoryBytes).orElse(0L);
                if (!e.field().equals("resources.memoryBytes")) {
                    throw e;
                }
                throw new SpecException(
                        e.field(), asked + " bytes are too few", "use " + (asked + (1 << 20)));
            }
        }
    }

    /** Is killed when its master has sent it more than its memory holds. */
    private static final class Overloaded extends ForwardingWorker {
        private final AtomicLong sent = new AtomicLong();

        Overloaded(Worker worker) {
            super(worker);
        }

        @Override
        protected Channel wrapChannel(Channel channel) {
            return new ForwardingChannel(channel) {
                @Override
                public void send(Object message) {
                    weigh(message);
                    super.send(message);
                }

                @Override
                public SendResult offer(Object message) {
                    weigh(message);
                    return super.offer(message);
                }
            };
        }

        private void weigh(Object message) {
            long all = sent.addAndGet(message.toString().length());
            spec().resources()
                    .filter(limit -> all > limit.memoryBytes())
                    .ifPresent(limit -> delegate().kill());
        }
    }
}
