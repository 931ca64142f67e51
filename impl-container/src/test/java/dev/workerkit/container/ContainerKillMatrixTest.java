package dev.workerkit.container;

import dev.workerkit.tck.runner.SelftestSuite;
import org.junit.jupiter.api.BeforeAll;

/** The TCK, proven on containers where only they have what is to be broken. */
@NeedsEngine
class ContainerKillMatrixTest extends SelftestSuite {
    ContainerKillMatrixTest() {
        super("container", "ISO", "IMAGE", "RES", "MOUNT", "REL", "EXEC");
    }

    @BeforeAll
    static void nameAnImage() {
        ContainerConformanceTest.nameAnImage();
    }
}
