package dev.workerkit.container;

import dev.workerkit.tck.runner.ConformanceSuite;

/** The runtime "container", certified as any vendor's would be. */
@NeedsEngine
class ContainerConformanceTest extends ConformanceSuite {
    ContainerConformanceTest() {
        super("container");
    }
}
