package dev.workerkit.tck.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.Isolation;
import dev.workerkit.NetworkAccess;
import dev.workerkit.PublishedPort;
import dev.workerkit.Worker;
import dev.workerkit.WorkerSpec;
import dev.workerkit.tck.Requirement;
import dev.workerkit.tck.fixture.Netizen;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an isolated worker reaches, and who reaches it. */
class Networks {

    private static final int PORT = 7070;

    @RegisterExtension final Stage stage = new Stage();

    private Worker netizen(Isolation isolation) {
        return stage.running(WorkerSpec.of(Netizen.class).withIsolation(isolation));
    }

    @Test
    @Requirement("WRK-ISO-006")
    void byDefaultAWorkerReachesNothingButItself() {
        try (HostService host = HostService.open()) {
            Worker worker = netizen(Isolation.strict());
            Netizen.serve(worker, PORT, "myself");

            assertThat(Netizen.ask(worker, "127.0.0.1", PORT)).isEqualTo("myself");
            assertThat(Netizen.ask(worker, "localhost", PORT)).isEqualTo("myself");
            assertThat(Netizen.addresses(worker)).isEmpty();
            assertThat(host.heardBy(worker)).isEmpty();
        }
    }

    @Test
    @Requirement("WRK-ISO-006")
    void aWorkerReachesWhatItsIsolationSays() {
        try (HostService host = HostService.open()) {
            Worker outbound = netizen(Isolation.strict().withNetwork(NetworkAccess.OUTBOUND));
            Worker onTheHost = netizen(Isolation.strict().withNetwork(NetworkAccess.HOST));

            assertThat(host.heardBy(outbound)).isNotEmpty();
            assertThat(Netizen.ask(outbound, "127.0.0.1", host.port()))
                    .as("its loopback is its own")
                    .startsWith(Netizen.NOBODY);
            assertThat(Netizen.ask(onTheHost, "127.0.0.1", host.port())).isEqualTo(host.word());
        }
    }

    @Test
    @Requirement("WRK-ISO-009")
    void aPortThatIsPublishedIsReachedWhileTheWorkerRunsAndNoOther() {
        int port = freePort();
        int other = freePort();
        Worker worker =
                netizen(
                        Isolation.strict()
                                .withPublished(new PublishedPort("127.0.0.1", port, PORT)));
        Netizen.serve(worker, PORT, "published");
        Netizen.serve(worker, other, "hidden");

        assertThat(Netizen.ask("127.0.0.1", port)).isEqualTo("published");
        assertThat(Netizen.ask("127.0.0.1", other)).startsWith(Netizen.NOBODY);
        for (String address : ipv4(Netizen.addresses())) {
            if (!Netizen.addresses(worker).contains(address)) {
                assertThat(Netizen.ask(address, port)).as(address).startsWith(Netizen.NOBODY);
            }
        }
        Stage.await("the stop", worker.stop());
        assertThat(Netizen.ask("127.0.0.1", port)).startsWith(Netizen.NOBODY);
    }

    private static List<String> ipv4(List<String> addresses) {
        return addresses.stream().filter(address -> !address.contains(":")).toList();
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("There is no free port", e);
        }
    }
}
