package dev.workerkit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
}
