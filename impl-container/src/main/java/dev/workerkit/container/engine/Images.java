package dev.workerkit.container.engine;

import com.github.dockerjava.api.async.ResultCallback;
import com.github.dockerjava.api.command.InspectImageResponse;
import com.github.dockerjava.api.model.ContainerConfig;
import com.github.dockerjava.api.model.LoadResponseItem;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The images that an engine has. None is ever pulled. */
public final class Images {

    private static final int NEAR_NAMES = 5;

    private final Connection connection;

    Images(Connection connection) {
        this.connection = connection;
    }

    /**
     * Whether it is there.
     *
     * @param name name with or without a tag, or id
     */
    public boolean has(String name) {
        return find(name).isPresent();
    }

    /** What is known of it, if it is there. */
    public Optional<Image> find(String name) {
        try {
            return Optional.of(
                    Calls.call(
                            "inspect the image " + name,
                            () -> image(connection.calls().inspectImageCmd(name).exec())));
        } catch (NotFoundException e) {
            return Optional.empty();
        }
    }

    /**
     * What is known of it.
     *
     * @throws ImageMissingException if it is not there; names those that are there with like names
     */
    public Image require(String name) {
        return find(name)
                .orElseThrow(
                        () ->
                                new ImageMissingException(
                                        missing(name), "pull it first: docker pull " + name, null));
    }

    private String missing(String name) {
        List<String> near = new NearNames(name).among(names(), NEAR_NAMES);
        String there =
                near.isEmpty()
                        ? "none with a like name is there"
                        : "there are " + String.join(", ", near);
        return "The container engine at "
                + connection.uri()
                + " has no image '"
                + name
                + "' ("
                + there
                + "), and none is pulled by itself";
    }

    /** The names of all, with their tags; sorted. */
    public List<String> names() {
        return Calls.call(
                "list images",
                () ->
                        connection.calls().listImagesCmd().exec().stream()
                                .flatMap(
                                        each ->
                                                Arrays.stream(
                                                        Optional.ofNullable(each.getRepoTags())
                                                                .orElse(new String[0])))
                                .filter(each -> !each.startsWith("<none>"))
                                .sorted()
                                .toList());
    }

    /**
     * Loads what {@code docker save} writes.
     *
     * @param archive a tar, compressed or not; read to its end and not closed
     * @return what the engine says, line by line
     */
    public List<String> load(InputStream archive) {
        String tried = "load an image";
        List<String> said = new ArrayList<>();
        List<String> errors = new ArrayList<>();
        Calls.run(
                tried,
                () -> {
                    try {
                        connection
                                .streams()
                                .loadImageAsyncCmd(archive)
                                .exec(new Loading(said, errors))
                                .awaitCompletion();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        throw new EngineException("Tried to " + tried + ", and was interrupted", e);
                    }
                });
        if (!errors.isEmpty()) {
            throw Calls.refusal(tried, 0, String.join("; ", errors), null);
        }
        return said;
    }

    /** Collects what the engine says while it loads. */
    private static final class Loading extends ResultCallback.Adapter<LoadResponseItem> {

        private final List<String> said;
        private final List<String> errors;

        Loading(List<String> said, List<String> errors) {
            this.said = said;
            this.errors = errors;
        }

        @Override
        public void onNext(LoadResponseItem item) {
            if (item.getErrorDetail() != null) {
                errors.add(String.valueOf(item.getErrorDetail().getMessage()));
            } else if (item.getMessage() != null) {
                said.add(item.getMessage().strip());
            }
        }
    }

    /** Removes a name, and the image if it was its last; nothing if it is gone. */
    public void remove(String name) {
        try {
            Calls.run(
                    "remove the image " + name,
                    () -> connection.calls().removeImageCmd(name).exec());
        } catch (NotFoundException e) {
            // That is what was asked for.
            return;
        }
    }

    private static Image image(InspectImageResponse found) {
        ContainerConfig config = found.getConfig();
        if (config == null) {
            config = new ContainerConfig();
        }
        return new Image(
                String.valueOf(found.getId()),
                found.getRepoTags() == null ? List.of() : found.getRepoTags(),
                listOf(config.getEntrypoint()),
                listOf(config.getCmd()),
                variables(config.getEnv()),
                Optional.ofNullable(config.getUser()).filter(user -> !user.isEmpty()),
                config.getLabels() == null ? Map.of() : config.getLabels());
    }

    private static List<String> listOf(String @Nullable [] words) {
        return words == null ? List.of() : List.of(words);
    }

    private static Map<String, String> variables(String @Nullable [] pairs) {
        Map<String, String> all = new LinkedHashMap<>();
        for (String each : listOf(pairs)) {
            int end = each.indexOf('=');
            if (end > 0) {
                all.put(each.substring(0, end), each.substring(end + 1));
            }
        }
        return all;
    }
}
