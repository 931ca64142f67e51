package dev.workerkit.container.engine;

import com.github.dockerjava.api.command.InspectVolumeResponse;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The volumes of an engine. */
public final class Volumes {

    private final Connection connection;

    Volumes(Connection connection) {
        this.connection = connection;
    }

    /**
     * Creates one; nothing if there is one with this name.
     *
     * @param options of the driver {@code local}: {@code type}, {@code device}, {@code o}
     */
    public void create(String name, Map<String, String> labels, Map<String, String> options) {
        Calls.call(
                "create the volume " + name,
                () ->
                        connection
                                .calls()
                                .createVolumeCmd()
                                .withName(name)
                                .withDriver("local")
                                .withDriverOpts(options)
                                .withLabels(labels)
                                .exec());
    }

    /**
     * Removes one; nothing if it is gone.
     *
     * @throws ConflictException if a container uses it
     */
    public void remove(String name) {
        try {
            Calls.run(
                    "remove the volume " + name,
                    () -> connection.calls().removeVolumeCmd(name).exec());
        } catch (NotFoundException e) {
            // That is what was asked for.
            return;
        }
    }

    /** All that have these labels. */
    public List<Found> list(Map<String, String> labels) {
        return Calls.call(
                "list volumes",
                () -> {
                    List<InspectVolumeResponse> all =
                            connection
                                    .calls()
                                    .listVolumesCmd()
                                    .withFilter("label", Labels.filter(labels))
                                    .exec()
                                    .getVolumes();
                    return Optional.ofNullable(all).orElse(List.of()).stream()
                            .map(each -> new Found(each.getName(), labelsOf(each)))
                            .filter(each -> Labels.match(labels, each.labels()))
                            .toList();
                });
    }

    private static Map<String, String> labelsOf(InspectVolumeResponse volume) {
        return volume.getLabels() == null ? Map.of() : volume.getLabels();
    }

    /**
     * One that was found.
     *
     * @param name its name
     * @param labels all that it has
     */
    public record Found(String name, Map<String, String> labels) {

        /** Copies the map. */
        public Found {
            labels = Map.copyOf(labels);
        }
    }
}
