package dev.workerkit.container;

import dev.workerkit.container.engine.Engine;
import dev.workerkit.tck.runner.ConformanceSuite;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;

/** The runtime "container", certified as any vendor's would be. */
@NeedsEngine
class ContainerConformanceTest extends ConformanceSuite {
    ContainerConformanceTest() {
        super("container");
    }

    @BeforeAll
    static void nameAnImage() {
        try (Engine engine = Engine.connect(Optional.empty())) {
            System.setProperty("workerkit.tck.image", TestImage.in(engine));
        }
    }
}
