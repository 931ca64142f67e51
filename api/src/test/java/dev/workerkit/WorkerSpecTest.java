package dev.workerkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class WorkerSpecTest {

    @Test
    void aRelationshipToOneselfIsRefusedWhicheverIsSaidFirst() {
        WorkerSpec web = WorkerSpec.shell("true").withEndpoint(new Endpoint("http", "http", 80));
        Relationship self = Relationship.of("me", "web:http");

        assertThatThrownBy(() -> web.withName("web").withRelationship(self))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("relationships.me")
                .hasMessageContaining("'web' is the worker itself");
        assertThatThrownBy(() -> web.withRelationship(self).withName("web"))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("relationships.me");
    }

    @Test
    void aMountInWhatIsTheRuntimesIsRefused() {
        for (String target : List.of("/run/workerkit/x", "/run/workerkit-archive", "/proc/1")) {
            assertThatThrownBy(() -> Mount.temporary(target, 1))
                    .as(target)
                    .isInstanceOf(SpecException.class);
        }
        for (String source : List.of("a\0b", "..", "/a", "", " ", "a/..", "./")) {
            assertThatThrownBy(() -> Mount.own(source, "/data"))
                    .as(source)
                    .isInstanceOf(SpecException.class);
        }
        Mount.own("a/b", "/data");
    }

    @Test
    void aCommandsVariablesAreCheckedAsAWorkersAre() {
        ExecSpec spec = ExecSpec.of("true");
        for (String name : List.of("", "A=B", "A\0", "WORKERKIT_EXEC")) {
            assertThatThrownBy(() -> spec.withEnvironment(name, "value"))
                    .as(name)
                    .isInstanceOf(SpecException.class)
                    .hasMessageContaining("exec.environment");
        }
        spec.withEnvironment("TERM", "xterm");
    }

    @Test
    void aPortIsPublishedAtAnAddressAndOnce() {
        for (String host : List.of("", "localhost", "999.1.1.1", "1.2.3", "a b", ":")) {
            assertThatThrownBy(() -> new PublishedPort(host, 80, 80))
                    .as(host)
                    .isInstanceOf(SpecException.class)
                    .hasMessageContaining("isolation.published");
        }
        Isolation open = Isolation.strict().withNetwork(NetworkAccess.OUTBOUND);
        Isolation once =
                open.withPublished(new PublishedPort("::1", 80, 80))
                        .withPublished(new PublishedPort("10.0.0.255", 80, 80));
        assertThatThrownBy(() -> once.withPublished(new PublishedPort("::1", 80, 81)))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("twice");
    }
}
