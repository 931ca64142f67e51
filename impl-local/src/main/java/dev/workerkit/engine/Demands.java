package dev.workerkit.engine;

import dev.workerkit.Capability;
import dev.workerkit.Isolation;
import dev.workerkit.Mount;
import dev.workerkit.SpecException;
import dev.workerkit.UnsupportedException;
import dev.workerkit.WorkerSpec;

/** What a spec asks for that not every runtime has: it is refused there, never ignored. */
record Demands(String runtime, Launcher launcher) {

    /** The runtime that has most of it. */
    private static final String ISOLATING = "container";

    /** The one that starts processes of its own. */
    private static final String LOCAL = "local";

    /**
     * Refuses a spec that asks for more than there is (WRK-SPI-013).
     *
     * @throws UnsupportedException if the runtime lacks a capability that the spec needs
     * @throws SpecException if the spec contradicts itself
     */
    void requireMet(WorkerSpec spec) {
        require(Capability.IMAGES, "image", spec.image().isPresent());
        require(Capability.ISOLATION, "isolation", !spec.isolation().equals(Isolation.strict()));
        require(Capability.RESOURCES, "resources", spec.resources().isPresent());
        require(Capability.MOUNTS, "mounts", !spec.mounts().isEmpty());
        require(Capability.DISKS, "disk", spec.disk().isPresent());
        require(Capability.RELATIONSHIPS, "endpoints", !spec.endpoints().isEmpty());
        require(Capability.RELATIONSHIPS, "relationships", !spec.relationships().isEmpty());
        require(Capability.SPARES, "spares", spec.spares() > 0);
        if (spec.disk().isEmpty() && spec.mounts().stream().anyMatch(Mount.Own.class::isInstance)) {
            throw new SpecException(
                    "disk",
                    "there is none, and a mount of the worker's own needs one",
                    "give it one: withDisk(Disk.of(bytes))");
        }
    }

    private void require(Capability capability, String field, boolean asked) {
        if (asked && !launcher.capabilities().contains(capability)) {
            throw new UnsupportedException(
                    field
                            + ": the runtime '"
                            + runtime
                            + "' lacks the capability '"
                            + capability.id()
                            + "' here"
                            + launcher.reasonForLacking(capability)
                                    .map(reason -> ": " + reason)
                                    .orElse("")
                            + "; leave this out, or open a runtime that declares it"
                            + example(capability));
        }
    }

    private String example(Capability capability) {
        String example = capability == Capability.SPARES ? LOCAL : ISOLATING;
        return runtime.equals(example) ? "" : ", for example '" + example + "'";
    }
}
