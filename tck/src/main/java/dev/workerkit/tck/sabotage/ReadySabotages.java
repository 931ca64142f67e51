package dev.workerkit.tck.sabotage;

import static dev.workerkit.WorkerState.FAILED;
import static dev.workerkit.WorkerState.NEW;

import dev.workerkit.IllegalLifecycleException;
import dev.workerkit.Launch;
import dev.workerkit.Probe;
import dev.workerkit.Readiness;
import dev.workerkit.StopPolicy;
import dev.workerkit.Worker;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerSpec;
import dev.workerkit.tck.forwarding.ForwardingRuntime;
import dev.workerkit.tck.forwarding.ForwardingWorker;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Of when a worker is ready, and of who waits for whom. */
final class ReadySabotages {

    private ReadySabotages() {}

    static List<Sabotage> all() {
        return Stream.of(ofReadiness(), ofProbes(), ofDependencies(), GroupSabotages.all())
                .flatMap(List::stream)
                .toList();
    }

    private static List<Sabotage> ofReadiness() {
        return List.of(
                Sabotage.of(
                        "runs-what-has-not-lived",
                        "WRK-READY-001",
                        "Calls a worker RUNNING at once that is to live for a time first",
                        toAfter(after -> Readiness.immediate())),
                Sabotage.of(
                        "runs-what-has-lived-half-the-time",
                        "WRK-READY-001",
                        "Calls a worker RUNNING before it has lived for its time",
                        toAfter(after -> Readiness.after(after.alive().dividedBy(2)))));
    }

    private static Deed toAfter(Function<Readiness.After, Readiness> change) {
        return Deed.toSpec(
                spec ->
                        spec.readiness() instanceof Readiness.After after
                                ? spec.withReadiness(change.apply(after))
                                : spec);
    }

    private static List<Sabotage> ofProbes() {
        return List.of(
                Sabotage.of(
                        "runs-before-the-probe-succeeds",
                        "WRK-READY-002",
                        "Lies about readiness: RUNNING without a probe that has succeeded",
                        toProbed(probed -> Readiness.immediate())),
                Sabotage.of(
                        "takes-any-answer-for-a-good-one",
                        "WRK-READY-002",
                        "Takes an HTTP address for ready that answers with status 503",
                        toProbe(
                                probe ->
                                        probe instanceof Probe.Http http
                                                ? tcp(http.address())
                                                : probe)),
                Sabotage.of(
                        "takes-a-socket-file-for-a-listener",
                        "WRK-READY-002",
                        "Looks whether there is a Unix socket, and does not connect",
                        toProbe(
                                probe ->
                                        probe instanceof Probe.UnixSocket socket
                                                ? Probe.command(
                                                        "test", "-S", socket.path().toString())
                                                : probe)),
                Sabotage.of(
                        "probes-without-the-workers-variables",
                        "WRK-READY-002",
                        "Runs a probing command without the variables of its worker",
                        toProbingCommand("exec env -i PATH=\"$PATH\" \"$@\"")),
                Sabotage.of(
                        "probes-in-another-folder",
                        "WRK-READY-002",
                        "Runs a probing command elsewhere than its worker",
                        toProbingCommand("cd / && exec \"$@\"")),
                Sabotage.of(
                        "runs-anyway-after-the-timeout",
                        "WRK-READY-003",
                        "Calls a worker RUNNING whose probe has not succeeded by the timeout",
                        toProbed(ReadySabotages::readyAfterTheTimeout)),
                Sabotage.of(
                        "probes-for-ever",
                        "WRK-READY-003",
                        "Goes on with a probe after the timeout",
                        toProbed(
                                probed ->
                                        new Readiness.Probed(
                                                probed.probe(), Policies.LONG, probed.interval()))),
                Sabotage.of(
                        "leaves-a-hanging-probe",
                        "WRK-READY-003",
                        "Lets a probing command live on that hangs when its worker ends",
                        StrayingRuntime.leaving(ReadySabotages::probing)));
    }

    private static Deed toProbed(Function<Readiness.Probed, Readiness> change) {
        return Deed.toSpec(
                spec ->
                        spec.readiness() instanceof Readiness.Probed probed
                                ? spec.withReadiness(change.apply(probed))
                                : spec);
    }

    private static Readiness readyAfterTheTimeout(Readiness.Probed probed) {
        return probed.timeout().compareTo(Policies.LONG) < 0
                ? Readiness.after(probed.timeout())
                : probed;
    }

    private static Deed toProbe(UnaryOperator<Probe> change) {
        return toProbed(
                probed ->
                        new Readiness.Probed(
                                change.apply(probed.probe()), probed.timeout(), probed.interval()));
    }

    private static Deed toProbingCommand(String script) {
        return toProbe(
                probe ->
                        probe instanceof Probe.Command command
                                ? new Probe.Command(Launches.by(script, command.words()))
                                : probe);
    }

    private static Probe tcp(URI address) {
        return new Probe.Tcp(address.getHost(), address.getPort());
    }

    private static Optional<WorkerSpec> probing(WorkerSpec spec) {
        return spec.readiness() instanceof Readiness.Probed probed
                        && probed.probe() instanceof Probe.Command command
                ? Optional.of(spec.withLaunch(new Launch.Command(command.words())))
                : Optional.empty();
    }

    private static List<Sabotage> ofDependencies() {
        return List.of(
                Sabotage.of(
                        "starts-before-what-it-depends-on",
                        "WRK-READY-004",
                        "Starts a worker whether or not those that it depends on are ready",
                        Deed.toSpec(WorkerSpec::withDependsOn)),
                Sabotage.of(
                        "does-not-say-for-whom-it-waits",
                        "WRK-READY-004",
                        "Names nobody in the snapshot of a worker that waits",
                        Deed.toSnapshot(snapshot -> Changed.waitsFor(snapshot, List.of()))),
                Sabotage.of(
                        "waits-for-what-has-failed",
                        "WRK-READY-005",
                        "Lets a worker wait for ever for one that has failed",
                        Deed.toSnapshot(
                                snapshot ->
                                        snapshot.state() == FAILED && snapshot.incarnation() == 0
                                                ? Changed.state(snapshot, NEW)
                                                : snapshot)),
                Sabotage.of(
                        "fails-without-a-cause",
                        "WRK-READY-005",
                        "Does not name the one whose failure has failed a worker",
                        Deed.toEvent(
                                event ->
                                        event.from() == NEW && event.to() == FAILED
                                                ? Changed.cause(event, "can't be started")
                                                : event)),
                Sabotage.of(
                        "closes-without-an-order",
                        "WRK-READY-006",
                        "Stops all workers of a runtime that is closed at once",
                        Deed.toRuntime(ReadySabotages::closedAtOnce)),
                Sabotage.of(
                        "closes-one-by-one-in-order",
                        "WRK-READY-006",
                        "Lets workers that have no ties wait for each other when it is closed",
                        Deed.toRuntime(StopSabotages::closedOneByOne)),
                Sabotage.of(
                        "starts-without-what-there-is-not",
                        "WRK-READY-008",
                        "Overlooks a dependency on a worker that there is not",
                        Refusals.silenced(spec -> true, spec -> spec.withDependsOn())),
                Sabotage.of(
                        "says-nothing-when-it-can-not-remove",
                        "WRK-READY-009",
                        "Takes the removal of a worker that others depend on, and does nothing",
                        Deed.toWorker(ReadySabotages::removedInSilence)),
                Sabotage.of(
                        "cuts-a-chain-of-graces-short",
                        "WRK-READY-010",
                        "Takes graces that add up to more than the stop deadline",
                        Refusals.silenced(
                                spec -> !spec.dependsOn().isEmpty(),
                                spec -> spec.withStop(StopPolicy.withGrace(Duration.ZERO)))));
    }

    private static WorkerRuntime closedAtOnce(WorkerRuntime runtime) {
        return new ForwardingRuntime(runtime) {
            @Override
            public void close() {
                workers().stream().map(Worker::stop).toList().forEach(CompletableFuture::join);
                super.close();
            }
        };
    }

    private static Worker removedInSilence(Worker worker) {
        return new ForwardingWorker(worker) {
            @Override
            public void remove() {
                try {
                    super.remove();
                } catch (IllegalLifecycleException e) {
                    if (!state().isTerminal()) {
                        throw e;
                    }
                }
            }
        };
    }
}
