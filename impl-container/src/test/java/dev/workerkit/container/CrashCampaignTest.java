package dev.workerkit.container;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.container.engine.Engine;
import dev.workerkit.tck.campaign.Campaign;
import dev.workerkit.tck.campaign.CampaignResult;
import dev.workerkit.tck.campaign.Victim;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A short crash campaign; {@code ./workerkit tck campaign --runtime container} runs long ones. */
@NeedsEngine
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CrashCampaignTest {

    /** With this seed workers, masters, and both at once are among the first ten victims. */
    private static final long SEED = 7;

    private final Engine engine = Engine.connect(Optional.empty());
    private final Map<String, String> machine = Map.of(WorkerLabels.HOST, Nameplate.thisMachine());

    /** Of the masters, one after another. */
    private final Set<String> tokens = new HashSet<>();

    @AfterEach
    void close() {
        engine.close();
    }

    @Test
    void tenKillsCostNoMessageAndLeaveNothing() throws InterruptedException {
        CampaignResult result =
                new Campaign("container", 10, SEED, (killed, sent, acknowledged) -> look()).run();

        assertThat(result.wrongs()).isEmpty();
        assertThat(result.isFine()).isTrue();
        assertThat(result.killed()).isEqualTo(10);
        assertThat(result.kills()).containsOnlyKeys(Victim.values());
        assertThat(result.findings().acknowledged()).isGreaterThan(100);
        assertThat(tokens).hasSizeGreaterThan(1).allSatisfy(this::assertNothingLeft);
    }

    private void look() {
        engine.containers().list(machine).stream()
                .map(container -> container.labels())
                .filter(
                        labels ->
                                labels.getOrDefault(WorkerLabels.NAME, "").startsWith("campaign-"))
                .forEach(labels -> tokens.add(labels.get(WorkerLabels.RUNTIME)));
    }

    private void assertNothingLeft(String token) {
        Map<String, String> label = Map.of(WorkerLabels.RUNTIME, token);
        assertThat(engine.containers().list(label)).isEmpty();
        assertThat(engine.networks().list(label)).isEmpty();
    }
}
