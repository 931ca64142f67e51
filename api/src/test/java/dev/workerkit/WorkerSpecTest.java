package dev.workerkit;

import static org.assertj.core.api.Assertions.assertThat;
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

    @Test
    void sparesAreOfJavaWorkersAlone() {
        WorkerSpec java = WorkerSpec.of(WorkerSpecTest.class);
        for (int spares : new int[] {-1, WorkerSpec.MOST_SPARES + 1}) {
            assertThatThrownBy(() -> java.withSpares(spares))
                    .isInstanceOf(SpecException.class)
                    .hasMessageContaining("spares")
                    .hasMessageContaining("use 0 to 16");
        }
        assertThat(java.withSpares(2).spares()).isEqualTo(2);
        assertThat(java.withSpares(2)).isNotEqualTo(java);
        assertThatThrownBy(() -> WorkerSpec.shell("true").withSpares(1))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("no Java class");
        assertThatThrownBy(() -> java.withSpares(1).withLaunch(new Launch.ShellLine("true")))
                .isInstanceOf(SpecException.class);
        WorkerSpec.shell("true").withSpares(0);
        assertThatThrownBy(() -> SharedWorkerSpec.of(java.withSpares(1)))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("spares");
        assertThat(PoolSpec.of(java).withSpares(3).member().spares()).isEqualTo(3);
    }
}
