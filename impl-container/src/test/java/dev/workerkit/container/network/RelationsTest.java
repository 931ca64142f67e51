package dev.workerkit.container.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.workerkit.Endpoint;
import dev.workerkit.Isolation;
import dev.workerkit.NetworkAccess;
import dev.workerkit.Relationship;
import dev.workerkit.SpecException;
import dev.workerkit.WorkerId;
import dev.workerkit.WorkerSpec;
import dev.workerkit.container.NeedsEngine;
import dev.workerkit.container.engine.Container;
import dev.workerkit.container.engine.Engine;
import dev.workerkit.container.tool.Tool;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real containers in real networks. */
@NeedsEngine
@Timeout(180)
class RelationsTest {

    private static final int PORT = 6379;
    private static final WorkerSpec PLAIN = WorkerSpec.shell("true");
    private static final WorkerSpec SERVICE = PLAIN.withEndpoint(new Endpoint("db", "redis", PORT));

    private static final WorkerSpec OUTBOUND =
            PLAIN.withIsolation(Isolation.strict().withNetwork(NetworkAccess.OUTBOUND));

    private final String token = "t" + UUID.randomUUID().toString().substring(0, 7);
    private final Map<String, String> labels = Map.of("dev.workerkit.runtime", token);

    @TempDir Path folder;
    private Engine engine;
    private Relations relations;
    private Peers peers;

    @BeforeEach
    void connect() {
        engine = Engine.connect(Optional.empty());
        Optional<String> missing = NetworkProbe.missing(engine);
        assertThat(engine.networks().list(labels)).isEmpty();
        assumeTrue(missing.isEmpty(), missing::orElseThrow);
        relations = Relations.of(engine, token, labels, folder);
        peers = new Peers(engine, labels);
    }

    @AfterEach
    void removeAll() {
        engine.containers().list(labels).forEach(each -> each.container().remove());
        engine.networks().list(labels).forEach(each -> engine.networks().remove(each.id()));
        engine.close();
    }

    private WorkerNetwork admit(String name, WorkerSpec spec) {
        return relations.admit(new WorkerId(name + "-" + token), name, spec);
    }

    private static WorkerSpec clientOf(String... services) {
        WorkerSpec spec = PLAIN;
        for (String service : services) {
            spec = spec.withRelationship(Relationship.of("my-" + service, service + ":db"));
        }
        return spec;
    }

    @Test
    void aWorkerReachesItsServiceByNameAndNobodyElse() throws Exception {
        WorkerNetwork first = admit("first", SERVICE);
        WorkerNetwork second = admit("second", SERVICE);
        WorkerNetwork client = admit("client", clientOf("first"));
        WorkerNetwork other = admit("other", clientOf("second"));
        Container running = peers.start(client, PORT);
        Container serving = peers.start(first, PORT);
        peers.start(second, PORT);
        Container stranger = peers.start(other, PORT);
        String secondsAddress = other.links().get(0).segment().service();
        String firstsAddress = client.links().get(0).segment().service();

        assertThat(peers.askPatiently(running, "my-first", PORT)).isEqualTo("first");
        assertThat(peers.askPatiently(stranger, "my-second", PORT)).isEqualTo("second");

        for (String host : List.of("my-second", "second", "first", "other", "client.invalid")) {
            assertThat(peers.run(running, "getent hosts " + host)).as(host).isEqualTo("2");
        }
        String clientsAddress = other.links().get(0).segment().client();
        for (String host : List.of(secondsAddress, clientsAddress)) {
            assertThat(peers.ask(running, host, PORT)).as(host).isEmpty();
        }
        assertThat(peers.ask(stranger, firstsAddress, PORT)).isEmpty();
        assertThat(peers.askPatiently(running, "127.0.0.1", PORT)).isEqualTo("client");
        String served = client.links().get(0).segment().client();
        assertThat(peers.ask(serving, served, PORT)).as("its service asks back").isEmpty();
    }

    @Test
    void aRelationshipLeadsNeitherToTheMachineNorBeyond() throws Exception {
        admit("service", SERVICE);
        WorkerNetwork network = admit("client", clientOf("service"));
        Container client = peers.start(network);
        List<String> addresses = new ArrayList<>(List.of("192.0.43.8", "1.1.1.1"));
        for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            for (InterfaceAddress address : each.getInterfaceAddresses()) {
                if (address.getAddress() instanceof Inet4Address here
                        && !here.isLoopbackAddress()) {
                    addresses.add(here.getHostAddress());
                }
            }
        }
        for (Link link : network.links()) {
            addresses.add(link.segment().subnet().address(1));
        }
        try (ServerSocket machine = new ServerSocket(0, 50, InetAddress.getByName("0.0.0.0"))) {
            CompletableFuture<Void> answering = CompletableFuture.runAsync(() -> answer(machine));
            for (String address : addresses) {
                assertThat(peers.ask(client, address, machine.getLocalPort()))
                        .as(address)
                        .isEmpty();
            }
            assertThat(peers.run(client, "getent hosts example.com")).isEqualTo("2");
            assertThat(answering).isNotDone();
        }
    }

    private static void answer(ServerSocket machine) {
        try {
            while (true) {
                machine.accept()
                        .getOutputStream()
                        .write("machine\n".getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    @Test
    void aServiceThatIsStartedAgainIsReachedAsBefore() throws Exception {
        WorkerNetwork service = admit("service", SERVICE);
        Container client = peers.start(admit("client", clientOf("service")));
        for (int i = 0; i < 3; i++) {
            Container running = peers.start(service, PORT);
            assertThat(peers.askPatiently(client, "my-service", PORT)).isEqualTo("service");
            running.remove();
            service.left();
            assertThat(peers.ask(client, "my-service", PORT)).isEmpty();
        }
    }

    @Test
    void aClientThatComesLaterReachesAServiceThatRuns() throws Exception {
        Container running = peers.start(admit("service", SERVICE), PORT);
        for (int i = 0; i < 3; i++) {
            WorkerNetwork network = admit("client" + i, clientOf("service"));
            Container client = peers.start(network);
            assertThat(peers.askPatiently(client, "my-service", PORT)).isEqualTo("service");
            client.remove();
            network.left();
            network.close();
        }
        assertThat(running.inspect().running()).isTrue();
        assertThat(engine.networks().list(labels)).hasSize(hasWires() ? 0 : 1);
    }

    private boolean hasWires() {
        return relations.medium() instanceof Wires;
    }

    @Test
    void whoReachesTheMachineDoesSoBesidesItsRelationships() throws Exception {
        WorkerSpec outbound =
                clientOf("service")
                        .withIsolation(Isolation.strict().withNetwork(NetworkAccess.OUTBOUND));
        peers.start(admit("service", SERVICE), PORT);
        Container first = peers.start(admit("one", outbound), PORT);
        WorkerNetwork network = admit("two", outbound);
        Container second = peers.start(network, PORT);

        assertThat(peers.askPatiently(first, "my-service", PORT)).isEqualTo("service");
        assertThat(peers.askPatiently(second, "127.0.0.1", PORT)).isEqualTo("two");
        String secondsAddress = network.home().orElseThrow().client();
        assertThat(peers.ask(first, secondsAddress, PORT)).isEmpty();
        try (ServerSocket machine = new ServerSocket(0, 50, InetAddress.getByName("0.0.0.0"))) {
            CompletableFuture<Void> answering = CompletableFuture.runAsync(() -> answer(machine));
            String gateway = network.home().orElseThrow().subnet().address(1);
            assertThat(peers.ask(second, gateway, machine.getLocalPort())).isEqualTo("machine");
            assertThat(answering).isNotDone();
        }
    }

    /** An open port of a service is not thereby one of its endpoints. */
    @Test
    void nothingOfAServiceIsReachedButTheEndpointThatIsNamed() throws Exception {
        int another = PORT + 1;
        WorkerSpec two = SERVICE.withEndpoint(new Endpoint("admin", "http", another));
        peers.start(admit("service", two), PORT, another, another + 1);
        Container client = peers.start(admit("client", clientOf("service")));
        Container admin =
                peers.start(
                        admit(
                                "operator",
                                PLAIN.withRelationship(
                                        Relationship.of("my-service", "service:admin"))));

        assertThat(peers.askPatiently(client, "my-service", PORT)).isEqualTo("service");
        assertThat(peers.askPatiently(admin, "my-service", another)).isEqualTo("service");
        for (int port : List.of(another, another + 1)) {
            assertThat(peers.ask(client, "my-service", port)).as("port %d", port).isEmpty();
        }
        for (int port : List.of(PORT, another + 1)) {
            assertThat(peers.ask(admin, "my-service", port)).as("port %d", port).isEmpty();
        }
    }

    /** Whatever a client has not closed itself yet, or never will. */
    @Test
    void aServiceIsKeptFromItsClientBeforeItIsInItsNetwork() throws Exception {
        assumeTrue(!hasWires(), "who has no rules there has no wire either");
        WorkerNetwork service = admit("service", SERVICE);
        WorkerNetwork early = admit("early", clientOf("service"));
        Container first = peers.startWithoutRules(early, PORT);
        Container serving = peers.start(service, PORT);
        WorkerNetwork late = admit("late", clientOf("service"));
        Container second = peers.startWithoutRules(late, PORT);

        for (WorkerNetwork client : List.of(early, late)) {
            Container running = client == early ? first : second;
            assertThat(peers.askPatiently(running, "127.0.0.1", PORT)).isEqualTo(client.name());
            assertThat(peers.askPatiently(running, "my-service", PORT)).isEqualTo("service");
            String address = client.links().get(0).segment().client();
            assertThat(peers.ask(serving, address, PORT)).as(client.name()).isEmpty();
        }
        second.remove();
        late.left();
        late.close();
        assertThat(peers.rules(serving)).doesNotContain(late.links().get(0).segment().client());
        assertThat(peers.rules(serving)).contains(early.links().get(0).segment().client());
    }

    @Test
    void theVariableTellsAll() {
        admit("service", SERVICE);

        assertThat(admit("client", clientOf("service")).variable())
                .isEqualTo(
                        "{\"my-service\":[{\"host\":\"my-service\",\"port\":6379,"
                                + "\"scheme\":\"redis\",\"service\":\"service\","
                                + "\"endpoint\":\"db\"}]}");
        assertThat(admit("alone", PLAIN).variable()).isEqualTo("{}");
    }

    @Test
    void aServiceThatComesBackWithoutTheEndpointIsNotReached() throws Exception {
        WorkerNetwork network = admit("client", clientOf("service"));
        admit("service", SERVICE).close();
        Container client = peers.start(network);

        peers.start(admit("service", PLAIN.withEndpoint(Endpoint.of("http", PORT))), PORT);

        assertThat(peers.ask(client, "my-service", PORT)).isEmpty();
    }

    @Test
    void aServiceMayComeLaterAndGoAndComeBackAsAnotherWorker() throws Exception {
        WorkerNetwork network = admit("client", clientOf("service"));
        WorkerNetwork first = admit("service", SERVICE);
        peers.start(first, PORT).remove();
        first.left();
        first.close();
        assertThat(network.variable()).contains("6379");
        Container client = peers.start(network);

        WorkerNetwork second =
                admit("service", PLAIN.withEndpoint(new Endpoint("db", "redis", 7000)));
        peers.start(second, 7000);

        assertThat(network.variable()).contains("7000");
        assertThat(peers.askPatiently(client, "my-service", 7000)).isEqualTo("service");
    }

    @Test
    void whoIsInTheMachinesNetworkIsInNoOther() {
        Isolation host = Isolation.strict().withNetwork(NetworkAccess.HOST);
        assertThatThrownBy(() -> Relations.check(clientOf("service").withIsolation(host)))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("relationships");
        assertThatThrownBy(() -> Relations.check(SERVICE.withIsolation(host)))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("endpoints");
        Relations.check(PLAIN.withIsolation(host));
        Relations.check(clientOf("service"));
    }

    @Test
    void aNetworkStaysWhileItsWorkerIsOnTheWayIntoIt() {
        assumeTrue(!hasWires(), "each relationship is a network");
        WorkerNetwork service = admit("service", SERVICE);
        WorkerNetwork client = admit("client", clientOf("service"));
        try (Joining joining = client.join()) {
            client.close();
            assertThat(joining.connectivity().networks()).hasSize(1);
            assertThat(engine.networks().list(labels)).hasSize(2);
        }
        assertThat(engine.networks().list(labels)).hasSize(1);
        service.close();
        assertThat(engine.networks().list(labels)).isEmpty();
    }

    @Test
    void aClientThatGoesWhileItsServiceIsStartedDisturbsNobody() {
        assumeTrue(!hasWires(), "each relationship is a network");
        WorkerNetwork service = admit("service", SERVICE);
        try (Joining joining = service.join()) {
            Container container = peers.create(service, joining.connectivity(), PORT);
            WorkerNetwork client = admit("client", clientOf("service"));
            container.start();
            CompletableFuture<Void> going = CompletableFuture.runAsync(client::close);
            joining.started(container, container.inspect().pid().orElseThrow());
            going.join();
            assertThat(container.inspect().running()).isTrue();
        }
        assertThat(engine.networks().list(labels)).hasSize(1);
    }

    @Test
    void aWireGoesWithWhoeverEndsFirst() throws Exception {
        assumeTrue(hasWires(), "relationships are networks here");
        WorkerNetwork service = admit("service", SERVICE);
        WorkerNetwork client = admit("client", clientOf("service"));
        Container running = peers.start(client);
        Container serving = peers.start(service, PORT);
        String wire = client.links().get(0).segment().id();
        String look = "grep -c " + wire + ": /proc/net/dev";
        assertThat(peers.run(running, look)).startsWith("1");
        assertThat(peers.run(serving, look)).startsWith("1");
        assertThat(peers.run(running, "ls /proc/net/if_inet6 && cat /proc/net/if_inet6"))
                .doesNotContain(wire);

        serving.remove();

        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (!peers.run(running, look).startsWith("0")) {
            assertThat(System.nanoTime()).as("the wire is still there").isLessThan(deadline);
        }
    }

    /** The id of a process that was may be anybody's by now. */
    @Test
    void nothingIsClosedOnWhoeverHasTheIdOfAContainerThatEnded() throws Exception {
        admit("service", SERVICE);
        WorkerNetwork client = admit("client", clientOf("service"));
        try (Joining joining = client.join()) {
            Container container = peers.create(client, joining.connectivity());
            container.startAndAwait();
            long pid = container.inspect().pid().orElseThrow();
            container.remove();

            joining.started(container, pid);
            joining.started(container, ProcessHandle.current().pid());

            String address = client.links().get(0).segment().client();
            String rules =
                    Tool.require("iptables", "install it")
                            .run(Duration.ofSeconds(20), "-w", "-S", "INPUT");
            assertThat(rules).doesNotContain(address);
        }
    }

    @Test
    void aRangeWithoutRoomForANetworkIsRefused() {
        assertThatThrownBy(() -> Bridges.pool("198.19.0.0/30"))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("/29");
        assertThat(Bridges.pool("198.19.0.0/29").prefix()).isEqualTo(29);
    }

    @Test
    void mastersThatMakeNetworksAtOnceGetDifferentOnes() throws Exception {
        System.setProperty(Relations.SUBNETS, "198.18.255.0/25");
        try {
            Relations small = Relations.of(engine, token, labels, folder);
            ExecutorService threads = Executors.newFixedThreadPool(8);
            List<CompletableFuture<WorkerNetwork>> all = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                String name = "worker" + i;
                all.add(
                        CompletableFuture.supplyAsync(
                                () -> small.admit(new WorkerId(name), name, OUTBOUND), threads));
            }
            for (CompletableFuture<WorkerNetwork> each : all) {
                each.get();
            }
            threads.shutdown();
            assertThat(engine.networks().list(labels).stream().flatMap(n -> n.subnets().stream()))
                    .hasSize(16)
                    .doesNotHaveDuplicates();
            assertThatThrownBy(() -> small.admit(new WorkerId("last"), "last", OUTBOUND))
                    .hasMessageContaining("198.18.255.0/25")
                    .hasMessageContaining(Relations.SUBNETS);
        } finally {
            System.clearProperty(Relations.SUBNETS);
        }
    }
}
