/**
 * The technology compatibility kit: proves whether a runtime satisfies the requirements. Open,
 * because test engines call the verifications and runtimes make the fixtures by reflection.
 */
@SuppressWarnings("requires-automatic") // japicmp is none, and has no stable name
open module dev.workerkit.tck {
    requires transitive dev.workerkit.api;
    requires static transitive org.jspecify;
    requires java.logging;
    requires java.management;
    requires com.fasterxml.jackson.annotation;
    requires com.fasterxml.jackson.core;
    requires com.fasterxml.jackson.databind;
    requires info.picocli;
    requires japicmp;
    requires transitive net.jqwik.api;
    requires org.assertj.core;
    requires transitive org.junit.jupiter.api;
    requires org.junit.platform.launcher;
    requires org.junit.platform.reporting;

    exports dev.workerkit.tck;
    exports dev.workerkit.tck.attestation;
    exports dev.workerkit.tck.campaign;
    exports dev.workerkit.tck.comparison;
    exports dev.workerkit.tck.exclusion;
    exports dev.workerkit.tck.forwarding;
    exports dev.workerkit.tck.harness;
    exports dev.workerkit.tck.registry;
    exports dev.workerkit.tck.report;
    exports dev.workerkit.tck.runner;
    exports dev.workerkit.tck.signature;
    exports dev.workerkit.tck.sabotage;
    exports dev.workerkit.tck.trace;

    uses dev.workerkit.spi.WorkerRuntimeProvider;
    uses dev.workerkit.tck.RuntimeDisguise;
    uses dev.workerkit.tck.RuntimeSource;

    provides net.jqwik.api.lifecycle.LifecycleHook with
            dev.workerkit.tck.examiner.PropertyHook;
    provides dev.workerkit.tck.RuntimeDisguise with
            dev.workerkit.tck.sabotage.SabotageDisguise;
    provides dev.workerkit.tck.RuntimeSource with
            dev.workerkit.tck.harness.HarnessSource;
}
