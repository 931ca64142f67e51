package dev.workerkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.tck.campaign.Campaign;
import dev.workerkit.tck.campaign.CampaignResult;
import dev.workerkit.tck.campaign.Victim;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A short crash campaign; {@code ./workerkit tck campaign} runs long ones. */
@Timeout(value = 240, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CrashCampaignTest {

    /** With this seed workers, masters, and both at once are among the first ten victims. */
    private static final long SEED = 7;

    @Test
    void tenKillsCostNoMessageAndLeaveNothing() throws InterruptedException {
        CampaignResult result =
                new Campaign("local", 10, SEED, (killed, sent, acknowledged) -> {}).run();

        assertThat(result.wrongs()).isEmpty();
        assertThat(result.isFine()).isTrue();
        assertThat(result.killed()).isEqualTo(10);
        assertThat(result.kills()).containsOnlyKeys(Victim.values());
        assertThat(result.findings().acknowledged()).isGreaterThan(100);
    }
}
