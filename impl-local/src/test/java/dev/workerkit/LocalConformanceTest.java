package dev.workerkit;

import dev.workerkit.tck.runner.ConformanceSuite;

/** The local runtime, certified as any vendor's would be. */
class LocalConformanceTest extends ConformanceSuite {
    LocalConformanceTest() {
        super("local");
    }
}
