package dev.workerkit.tck.sample.disturbed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.tck.Requirement;
import dev.workerkit.tck.TckSession;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Is late the first time. */
class DisturbedVerification {

    private static final Duration SECOND = Duration.ofSeconds(1);

    /** Each verification has its number of runs. */
    private static final Map<String, Integer> RUNS = new ConcurrentHashMap<>();

    @Test
    @Requirement("WRK-LIFE-001")
    void isInTimeTheSecondTime(TestInfo test) {
        takes(run(test) == 1 ? 3 : 1);
    }

    @Test
    @Requirement("WRK-LIFE-002")
    void isSuspectEachTime(TestInfo test) {
        takes(run(test) == 1 ? 3 : 4);
    }

    @Test
    @Requirement("WRK-LIFE-003")
    void failsTheFirstTime(TestInfo test) {
        assertThat(run(test)).as("run").isNotEqualTo(1);
    }

    @Test
    @Requirement("WRK-LIFE-004")
    void isTooLateTheSecondTime(TestInfo test) {
        takes(run(test) == 1 ? 3 : 9);
    }

    private static int run(TestInfo test) {
        return RUNS.merge(test.getDisplayName(), 1, Integer::sum);
    }

    private static void takes(int seconds) {
        TckSession.current().within("the answer", SECOND, SECOND, SECOND.multipliedBy(seconds));
    }
}
