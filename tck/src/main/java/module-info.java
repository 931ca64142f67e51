/**
 * The technology compatibility kit: proves whether a runtime satisfies the requirements. Open,
 * because test engines call the verifications and runtimes make the fixtures by reflection.
 */
open module dev.workerkit.tck {
    requires transitive dev.workerkit.api;
    requires static transitive org.jspecify;
    requires java.logging;
    requires java.management;
    requires com.fasterxml.jackson.databind;
    requires info.picocli;
    requires net.jqwik.api;
    requires org.assertj.core;
    requires transitive org.junit.jupiter.api;
    requires org.junit.platform.launcher;
    requires org.junit.platform.reporting;

    exports dev.workerkit.tck;
}
