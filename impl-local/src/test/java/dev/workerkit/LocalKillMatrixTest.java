package dev.workerkit;

import dev.workerkit.tck.runner.SelftestSuite;

/** The TCK, proven on the local runtime: no way of breaking a requirement goes unnoticed. */
class LocalKillMatrixTest extends SelftestSuite {
    LocalKillMatrixTest() {
        super("local");
    }
}
