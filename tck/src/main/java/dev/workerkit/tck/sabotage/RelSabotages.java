package dev.workerkit.tck.sabotage;

import dev.workerkit.Endpoint;
import dev.workerkit.NetworkAccess;
import dev.workerkit.Relationship;
import dev.workerkit.Worker;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerSnapshot;
import dev.workerkit.WorkerSpec;
import dev.workerkit.tck.forwarding.ForwardingRuntime;
import dev.workerkit.tck.forwarding.ForwardingWorker;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/** What can go wrong with relationships. */
final class RelSabotages {

    private RelSabotages() {}

    static List<Sabotage> all() {
        return List.of(
                Sabotage.of(
                        "knows-one-relationship-of-each-worker",
                        "WRK-REL-001",
                        "Of several relationships a worker has the first alone",
                        toRelationships((runtime, asked) -> asked.stream().limit(1))),
                Sabotage.of(
                        "relates-all-workers-to-all-services",
                        "WRK-REL-002",
                        "A worker with a relationship reaches all services, by their names",
                        toRelationships(RelSabotages::withAll)),
                Sabotage.of(
                        "puts-all-workers-on-one-network",
                        "WRK-REL-002",
                        "Workers reach each other by their addresses",
                        toNetworkOfRelated(NetworkAccess.OUTBOUND)),
                Sabotage.of(
                        "opens-a-way-out-with-a-relationship",
                        "WRK-REL-003",
                        "A worker with a relationship reaches the machine",
                        toNetworkOfRelated(NetworkAccess.OUTBOUND)),
                Sabotage.of(
                        "tells-of-no-relationships",
                        "WRK-REL-004",
                        "The variable says that there are no relationships",
                        Deed.toProfile(
                                profile ->
                                        profile.withWrapper("env", "WORKERKIT_RELATIONSHIPS={}"))),
                Sabotage.of(
                        "leaves-unknown-services-out",
                        "WRK-REL-005",
                        "A relationship to a worker or an endpoint that is not known is left out",
                        toRelationships(
                                (runtime, asked) ->
                                        asked.stream().filter(each -> isKnown(runtime, each)))),
                Sabotage.of(
                        "restarts-clients-with-their-service",
                        "WRK-REL-006",
                        "When a service is restarted so are those that reach it",
                        Deed.toRuntime(RestartingClients::new)),
                Sabotage.of(
                        "opens-all-endpoints-of-a-service",
                        "WRK-REL-007",
                        "Who reaches one endpoint of a service reaches the others",
                        toRelationships(RelSabotages::withWhole)));
    }

    private static Deed toNetworkOfRelated(NetworkAccess given) {
        return Deed.toSpec(
                spec ->
                        spec.relationships().isEmpty() && spec.endpoints().isEmpty()
                                ? spec
                                : spec.withIsolation(spec.isolation().withNetwork(given)));
    }

    private static Deed toRelationships(
            BiFunction<WorkerRuntime, List<Relationship>, Stream<Relationship>> change) {
        return Deed.toRuntime(
                runtime ->
                        new ChangedSpecs(
                                runtime,
                                spec -> {
                                    WorkerSpec with = spec.withoutRelationships();
                                    for (Relationship each :
                                            change.apply(runtime, spec.relationships()).toList()) {
                                        with = with.withRelationship(each);
                                    }
                                    return with;
                                }));
    }

    /** All services, under their own names. */
    private static Stream<Relationship> withAll(WorkerRuntime runtime, List<Relationship> asked) {
        Stream<Relationship> others =
                runtime.workers().stream()
                        .filter(worker -> !worker.spec().endpoints().isEmpty())
                        .map(worker -> to(worker, worker.spec().endpoints().get(0), worker.name()));
        return asked.isEmpty() ? Stream.of() : Stream.concat(asked.stream(), others);
    }

    /** All endpoints of the services. */
    private static Stream<Relationship> withWhole(WorkerRuntime runtime, List<Relationship> asked) {
        return asked.stream()
                .flatMap(each -> Stream.concat(Stream.of(each), others(runtime, each)))
                .distinct();
    }

    private static Stream<Relationship> others(WorkerRuntime runtime, Relationship asked) {
        return runtime.worker(asked.service()).stream()
                .flatMap(
                        service ->
                                service.spec().endpoints().stream()
                                        .filter(each -> !each.name().equals(asked.endpoint()))
                                        .map(each -> to(service, each, asked.name() + "-too")));
    }

    private static Relationship to(Worker service, Endpoint endpoint, String name) {
        return new Relationship(name, service.name(), endpoint.name());
    }

    private static boolean isKnown(WorkerRuntime runtime, Relationship asked) {
        return runtime.worker(asked.service()).stream()
                .flatMap(service -> service.spec().endpoints().stream())
                .anyMatch(endpoint -> endpoint.name().equals(asked.endpoint()));
    }

    private static final class RestartingClients extends ForwardingRuntime {
        RestartingClients(WorkerRuntime runtime) {
            super(runtime);
        }

        @Override
        protected Worker wrapWorker(Worker worker) {
            return new ForwardingWorker(worker) {
                @Override
                public CompletableFuture<WorkerSnapshot> restart() {
                    return super.restart()
                            .whenComplete(
                                    (done, failure) -> clientsOf(name()).forEach(Worker::restart));
                }
            };
        }

        private List<Worker> clientsOf(String service) {
            return delegate().workers().stream()
                    .filter(
                            worker ->
                                    worker.spec().relationships().stream()
                                            .anyMatch(each -> each.service().equals(service)))
                    .toList();
        }
    }
}
