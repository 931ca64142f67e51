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
                        "opens-a-way-out-with-a-relationship",
                        "WRK-REL-003",
                        "A worker with a relationship reaches the machine",
                        Deed.toSpec(RelSabotages::withNetwork)),
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
                                "opens-another-endpoint-than-asked",
                                "WRK-REL-007",
                                "A relationship leads to the last endpoint of a service, whichever"
                                        + " it names",
                                toRelationships(
                                        (runtime, asked) ->
                                                asked.stream().map(each -> last(runtime, each))))
                        .alsoBreaking("WRK-REL-001"),
                Sabotage.of(
                                "opens-all-endpoints-of-a-service",
                                "WRK-REL-007",
                                "A relationship leads to all endpoints of its service",
                                toRelationships(
                                        (runtime, asked) ->
                                                asked.stream().flatMap(each -> all(runtime, each))))
                        .alsoBreaking("WRK-REL-004"));
    }

    private static WorkerSpec withNetwork(WorkerSpec spec) {
        return spec.relationships().isEmpty()
                ? spec
                : spec.withIsolation(spec.isolation().withNetwork(NetworkAccess.OUTBOUND));
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
                        .map(
                                worker ->
                                        new Relationship(
                                                worker.name(),
                                                worker.name(),
                                                worker.spec().endpoints().get(0).name()));
        return asked.isEmpty() ? Stream.of() : Stream.concat(asked.stream(), others);
    }

    private static Relationship last(WorkerRuntime runtime, Relationship asked) {
        return runtime.worker(asked.service())
                .map(service -> service.spec().endpoints())
                .filter(endpoints -> !endpoints.isEmpty())
                .map(endpoints -> endpoints.get(endpoints.size() - 1).name())
                .map(last -> new Relationship(asked.name(), asked.service(), last))
                .orElse(asked);
    }

    /** That which was asked for, and one to each other endpoint. */
    private static Stream<Relationship> all(WorkerRuntime runtime, Relationship asked) {
        Stream<Relationship> others =
                runtime.worker(asked.service()).stream()
                        .flatMap(service -> service.spec().endpoints().stream())
                        .map(Endpoint::name)
                        .filter(name -> !name.equals(asked.endpoint()))
                        .map(
                                name ->
                                        new Relationship(
                                                asked.name() + "-" + name, asked.service(), name));
        return Stream.concat(Stream.of(asked), others);
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
