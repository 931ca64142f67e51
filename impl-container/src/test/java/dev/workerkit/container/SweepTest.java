package dev.workerkit.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.container.engine.Container;
import dev.workerkit.container.engine.ContainerSpec;
import dev.workerkit.container.engine.Engine;
import dev.workerkit.container.engine.NetworkSpec;
import dev.workerkit.container.engine.Networks;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a starting master removes of others, and what it leaves alone. */
@NeedsEngine
@Timeout(60)
class SweepTest {

    private final Engine engine = Engine.connect(Optional.empty());
    private final String token = UUID.randomUUID().toString();
    private final Sweep sweep = new Sweep(new Removal(engine), List.of());

    @TempDir Path base;

    @AfterEach
    void close() {
        networks().forEach(each -> engine.networks().remove(each.id()));
        engine.close();
    }

    private List<Networks.Found> networks() {
        return engine.networks().list(Map.of(WorkerLabels.RUNTIME, token));
    }

    private Path missing() {
        return base.resolve("home").resolve(token);
    }

    /** Whether what has these labels is left. */
    private boolean leaves(Map<String, String> labels) {
        engine.networks()
                .create(
                        new NetworkSpec(
                                "workerkit-test-" + UUID.randomUUID(),
                                labels,
                                Optional.empty(),
                                true,
                                Map.of()));
        sweep.removeOrphans();
        return !networks().isEmpty();
    }

    private Map<String, String> with(String view) {
        Map<String, String> labels = new TreeMap<>(new Nameplate(token, missing()).labels());
        labels.put(WorkerLabels.VIEW, view);
        return labels;
    }

    @Test
    void whatHasNoDirectoryAnyMoreIsRemoved() {
        assertThat(leaves(new Nameplate(token, missing()).labels())).isFalse();
    }

    @Test
    void whatHasADirectoryIsLeft() throws Exception {
        Path there = Files.createDirectories(missing());
        assertThat(leaves(new Nameplate(token, there).labels())).isTrue();
    }

    @Test
    void whereNobodyCanSeeWhetherThereIsADirectoryItIsLeft() throws Exception {
        // As one below another user's folder, but root can look into that.
        Path home = Files.createDirectories(base.resolve("home"));
        Path unknown = home.resolve("x".repeat(300));
        assertThat(Files.exists(unknown)).isFalse();
        assertThat(leaves(new Nameplate(token, unknown).labels())).isTrue();
    }

    @Test
    void whatOneMadeWhoSeesOtherMountsIsLeftUntilTheMachineIsBootedAgain() {
        FileView own = FileView.of(missing()).orElseThrow();
        assertThat(leaves(with(new FileView(own.boot(), "7:7").toString()))).isTrue();
        assertThat(leaves(with("no view"))).isTrue();
        networks().forEach(each -> engine.networks().remove(each.id()));
        assertThat(leaves(with(new FileView("other", "7:7").toString()))).isFalse();
    }

    @Test
    void aStrangersContainerIsLeftThatHasItsLabelsFromAnImage() {
        Map<String, String> labels = new Nameplate(token, missing()).labels();
        Container stranger =
                engine.containers()
                        .create(
                                ContainerSpec.of(
                                                TestImage.in(engine),
                                                "workerkit-test-" + UUID.randomUUID())
                                        .withCommand(List.of("/bin/sh"))
                                        .withLabels(labels));
        try {
            sweep.removeOrphans();
            assertThat(engine.containers().list(Map.of(WorkerLabels.RUNTIME, token))).hasSize(1);
        } finally {
            stranger.remove();
        }
    }
}
