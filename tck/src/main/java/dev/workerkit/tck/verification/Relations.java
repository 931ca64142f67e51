package dev.workerkit.tck.verification;

import static dev.workerkit.WorkerState.RUNNING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.workerkit.Endpoint;
import dev.workerkit.Relationship;
import dev.workerkit.SpecException;
import dev.workerkit.Worker;
import dev.workerkit.WorkerSpec;
import dev.workerkit.tck.Requirement;
import dev.workerkit.tck.fixture.Netizen;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whom a worker reaches by its relationships, and whom it does not. */
class Relations {

    private static final int PORT = 7070;
    private static final int ANOTHER = 7071;
    private static final int NO_ENDPOINT = 7072;

    @RegisterExtension final Stage stage = new Stage();

    private static WorkerSpec named(String name) {
        return WorkerSpec.of(Netizen.class).withName(name);
    }

    private Worker serving(String name) {
        Worker worker = stage.running(named(name).withEndpoint(new Endpoint("words", "tcp", PORT)));
        Netizen.serve(worker, PORT, name + " serves");
        return worker;
    }

    private static WorkerSpec client(String name, String... services) {
        WorkerSpec spec = named(name);
        for (String service : services) {
            spec = spec.withRelationship(Relationship.of("to-" + service, service + ":words"));
        }
        return spec;
    }

    private static void assertNobody(Worker asking, Worker asked, int port) {
        assertThat(Netizen.ask(asking, asked.name(), port)).startsWith(Netizen.NOBODY);
        for (String address : Netizen.addresses(asked)) {
            assertThat(Netizen.ask(asking, address, port))
                    .as("%s asks %s at %s", asking.name(), asked.name(), address)
                    .startsWith(Netizen.NOBODY);
        }
    }

    @Test
    @Requirement("WRK-REL-001")
    void aWorkerReachesEachOfItsServicesByTheRelationshipsName() {
        Worker first = serving("first");
        serving("second");
        Worker client = stage.running(client("client", "first", "second"));

        assertThat(Netizen.ask(client, "to-first", PORT)).isEqualTo("first serves");
        assertThat(Netizen.ask(client, "to-second", PORT)).isEqualTo("second serves");
        Stage.await("the stop", first.stop());
        assertThat(Netizen.ask(client, "to-first", PORT)).startsWith(Netizen.NOBODY);
        assertThat(Netizen.ask(client, "to-second", PORT)).isEqualTo("second serves");
    }

    @Test
    @Requirement("WRK-REL-002")
    void aWorkerReachesNobodyElseAndNobodyElseReachesIt() {
        Worker service = serving("service");
        Worker stranger = serving("stranger");
        Worker client = stage.running(client("client", "service"));
        Worker rival = stage.running(client("rival", "service"));
        Worker friend = stage.running(client("friend", "stranger"));
        for (Worker each : List.of(client, rival)) {
            Netizen.serve(each, ANOTHER, each.name() + " serves");
        }

        assertThat(Netizen.ask(client, "to-service", PORT)).isEqualTo("service serves");
        assertThat(Netizen.ask(friend, "to-stranger", PORT)).isEqualTo("stranger serves");
        assertNobody(client, stranger, PORT);
        assertNobody(friend, service, PORT);
        assertNobody(stranger, client, ANOTHER);
        assertNobody(rival, client, ANOTHER);
        assertNobody(service, client, ANOTHER);
    }

    @Test
    @Requirement("WRK-REL-007")
    void aWorkerReachesNothingOfAServiceButTheEndpoint() {
        WorkerSpec two =
                named("service")
                        .withEndpoint(new Endpoint("words", "tcp", PORT))
                        .withEndpoint(new Endpoint("admin", "tcp", ANOTHER));
        Worker service = stage.running(two);
        for (int port : List.of(PORT, ANOTHER, NO_ENDPOINT)) {
            Netizen.serve(service, port, "served at " + port);
        }
        Worker client = stage.running(client("client", "service"));
        Worker operator =
                stage.running(
                        client("operator", "service")
                                .withRelationship(Relationship.of("admin", "service:admin")));

        assertThat(Netizen.ask(client, "to-service", PORT)).isEqualTo("served at " + PORT);
        assertThat(Netizen.ask(operator, "admin", ANOTHER)).isEqualTo("served at " + ANOTHER);
        assertThat(Netizen.ask(client, "to-service", ANOTHER)).startsWith(Netizen.NOBODY);
        for (Worker each : List.of(client, operator)) {
            assertThat(Netizen.ask(each, "to-service", NO_ENDPOINT)).startsWith(Netizen.NOBODY);
        }
        // Whatever name leads there.
        for (String address : Netizen.addresses(service)) {
            for (int port : List.of(ANOTHER, NO_ENDPOINT)) {
                assertThat(Netizen.ask(client, address, port))
                        .as("%s at %d", address, port)
                        .startsWith(Netizen.NOBODY);
            }
        }
    }

    @Test
    @Requirement("WRK-REL-003")
    void aRelationshipOpensNoWayToTheMachine() {
        try (HostService host = HostService.open()) {
            Worker service = serving("service");
            Worker client = stage.running(client("client", "service"));

            assertThat(Netizen.ask(client, "to-service", PORT)).isEqualTo("service serves");
            assertThat(host.heardBy(client)).isEmpty();
            assertThat(host.heardBy(service)).isEmpty();
        }
    }

    @Test
    @Requirement("WRK-REL-004")
    void theRelationshipsAreInAVariable() throws JsonProcessingException {
        serving("service");
        Worker client = stage.running(client("client", "service"));
        Worker hermit = stage.running(named("hermit"));
        String expected =
                """
                {"to-service": [{"host": "to-service", "port": 7070, "scheme": "tcp",
                                 "service": "service", "endpoint": "words"}]}
                """;

        ObjectMapper json = new ObjectMapper();
        assertThat(json.readTree(Netizen.variable(client, "WORKERKIT_RELATIONSHIPS")))
                .isEqualTo(json.readTree(expected));
        assertThat(json.readTree(Netizen.variable(hermit, "WORKERKIT_RELATIONSHIPS")))
                .isEqualTo(json.readTree("{}"));
    }

    @Test
    @Requirement("WRK-REL-005")
    void aServiceThatIsNotKnownIsRefused() {
        stage.runtime().start(named("service").withEndpoint(Endpoint.of("http", 80)));

        assertRefused("nobody:http", "nobody", "service");
        assertRefused("service:ftp", "ftp", "http");
        assertThat(stage.runtime().worker("client")).isEmpty();
    }

    private void assertRefused(String target, String found, String known) {
        WorkerSpec spec = named("client").withRelationship(Relationship.of("it", target));
        assertThatThrownBy(() -> stage.runtime().start(spec))
                .isInstanceOfSatisfying(
                        SpecException.class,
                        e -> assertThat(e.field()).isEqualTo("relationships.it"))
                .hasMessageContaining("'" + found + "'")
                .hasMessageContaining(known);
    }

    @Test
    @Requirement("WRK-REL-006")
    void aServiceThatWasStartedAgainIsReachedAsBefore() {
        Worker service = serving("service");
        Worker client = stage.running(client("client", "service"));
        assertThat(Netizen.ask(client, "to-service", PORT)).isEqualTo("service serves");

        Stage.await("the restart", service.restart());
        Netizen.serve(service, PORT, "service serves again");

        Stage.session()
                .await(
                        "the service is reached again",
                        () -> Netizen.ask(client, "to-service", PORT),
                        "service serves again"::equals);
        assertThat(client.snapshot().incarnation()).isEqualTo(1);
        assertThat(client.state()).isEqualTo(RUNNING);
    }

    @Test
    @Requirement("WRK-REL-006")
    void aClientThatWasStartedAgainReachesItsServiceAsBefore() {
        serving("service");
        Worker client = stage.running(client("client", "service"));

        Stage.await("the restart", client.restart());

        assertThat(Netizen.ask(client, "to-service", PORT)).isEqualTo("service serves");
    }
}
