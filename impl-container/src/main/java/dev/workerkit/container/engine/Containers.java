package dev.workerkit.container.engine;

import dev.workerkit.container.engine.Connectivity.Attachment;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The containers of an engine. */
public final class Containers {

    private static final String NO_SUCH_IMAGE = "such image";

    private final Connection connection;
    private final Images images;
    private final Networks networks;

    Containers(Connection connection, Images images, Networks networks) {
        this.connection = connection;
        this.images = images;
        this.networks = networks;
    }

    /**
     * Creates one, which does not run yet.
     *
     * @throws ImageMissingException if the image is not there
     * @throws ConflictException if the name is taken
     * @throws EngineException if the engine refuses it for another reason
     */
    public Container create(ContainerSpec spec) {
        Creation creation = new Creation(spec, connection.kind());
        String tried = "create the container " + spec.name();
        Container created;
        try {
            created =
                    Calls.call(
                            tried, () -> of(creation.command(connection.calls()).exec().getId()));
        } catch (NotFoundException e) {
            if (e.getMessage() != null && e.getMessage().contains(NO_SUCH_IMAGE)) {
                images.require(spec.image());
            }
            throw e;
        }
        List<Attachment> all = spec.connectivity().networks();
        try {
            all.stream().skip(1).forEach(each -> networks.connect(each, created.id()));
        } catch (RuntimeException e) {
            removeAfter(e, created);
            throw e;
        }
        return created;
    }

    private static void removeAfter(RuntimeException failure, Container created) {
        try {
            created.remove();
        } catch (EngineException e) {
            failure.addSuppressed(e);
        }
    }

    /** The container with this id or name, whether it exists or not. */
    public Container of(String id) {
        return new Container(connection, id);
    }

    /** All that have these labels, whether they run or not. */
    public List<Found> list(Map<String, String> labels) {
        return Calls.call(
                "list containers",
                () ->
                        connection
                                .calls()
                                .listContainersCmd()
                                .withShowAll(true)
                                .withFilter("label", Labels.filter(labels))
                                .exec()
                                .stream()
                                .map(
                                        each ->
                                                new Found(
                                                        of(each.getId()),
                                                        nameOf(each.getNames()),
                                                        each.getLabels(),
                                                        each.getImage(),
                                                        each.getState()))
                                .toList());
    }

    /** Podman leaves out the slash that all names begin with. */
    private static String nameOf(String @Nullable [] names) {
        if (names == null || names.length == 0) {
            return "";
        }
        return names[0].startsWith("/") ? names[0].substring(1) : names[0];
    }

    /**
     * One that was found.
     *
     * @param container itself
     * @param name the first of its names
     * @param labels all that it has
     * @param image what it was created from, as it was named
     * @param status in the engine's word: {@code created}, {@code running}, {@code paused}
     */
    public record Found(
            Container container,
            String name,
            Map<String, String> labels,
            String image,
            String status) {

        /** Copies the map. */
        public Found {
            labels = Map.copyOf(labels);
        }
    }
}
