package dev.workerkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What policies decide, case by case. */
class RestartPolicyTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    /** An exit for each cause, where only code 0 and SIGTERM are clean. */
    private static final Map<ExitCause, WorkerExit> EXITS =
            new EnumMap<>(
                    Map.of(
                            ExitCause.CLEAN, new WorkerExit.Code(0),
                            ExitCause.CODE, new WorkerExit.Code(1),
                            ExitCause.SIGNAL, new WorkerExit.Signal(9),
                            ExitCause.TIMEOUT, new WorkerExit.Timeout("late"),
                            ExitCause.OUT_OF_MEMORY, new WorkerExit.OutOfMemory(),
                            ExitCause.WATCHDOG, new WorkerExit.Watchdog("stuck"),
                            ExitCause.NOT_STARTED, new WorkerExit.StartFailure("no such file"),
                            ExitCause.LOST, new WorkerExit.Lost("gone")));

    private static RestartHistory ready(int restarts, Duration uptime, Duration... ages) {
        return new RestartHistory(true, uptime, 0, restarts, List.of(ages));
    }

    private static RestartHistory unready(int failedStarts, Duration... ages) {
        return new RestartHistory(false, Duration.ZERO, failedStarts, 0, List.of(ages));
    }

    private static RestartDecision decide(
            RestartPolicy policy, WorkerExit exit, RestartHistory history) {
        return policy.decide(exit, DesiredState.UP, history, 0.5);
    }

    private static boolean restarts(RestartPolicy policy, WorkerExit exit) {
        return decide(policy, exit, ready(0, SECOND)) instanceof RestartDecision.Restart;
    }

    // The table of causes

    /** The table under "Restart policies" of SPEC.md: the causes that lead to a restart. */
    @ParameterizedTest
    @CsvSource({
        "always,       CLEAN CODE SIGNAL TIMEOUT OUT_OF_MEMORY WATCHDOG NOT_STARTED LOST",
        "by-exit-code, CODE SIGNAL TIMEOUT OUT_OF_MEMORY WATCHDOG NOT_STARTED LOST",
        "on-failure,   CODE SIGNAL TIMEOUT OUT_OF_MEMORY WATCHDOG NOT_STARTED LOST",
        "on-abnormal,  SIGNAL TIMEOUT OUT_OF_MEMORY WATCHDOG LOST",
        "on-abort,     SIGNAL",
        "on-watchdog,  WATCHDOG",
        "on-success,   CLEAN",
        "never,        ''"
    })
    void eachCauseLeadsToARestartOrNot(String name, String causes) {
        RestartPolicy policy = RestartPolicy.named(name);
        List<String> expected = Arrays.asList(causes.split(" "));

        EXITS.forEach(
                (cause, exit) -> {
                    assertThat(policy.causeOf(exit)).isEqualTo(cause);
                    assertThat(restarts(policy, exit))
                            .as("%s after %s", name, cause)
                            .isEqualTo(expected.contains(cause.name()));
                });
    }

    /** systemd's own table, as its manual has it. */
    @ParameterizedTest
    @CsvSource({
        "no,          ''",
        "always,      CLEAN CODE SIGNAL TIMEOUT OUT_OF_MEMORY WATCHDOG",
        "on-success,  CLEAN",
        "on-failure,  CODE SIGNAL TIMEOUT OUT_OF_MEMORY WATCHDOG",
        "on-abnormal, SIGNAL TIMEOUT OUT_OF_MEMORY WATCHDOG",
        "on-abort,    SIGNAL",
        "on-watchdog, WATCHDOG"
    })
    void theSystemdPresetFollowsItsTable(String restart, String causes) {
        RestartPolicy policy = RestartPolicy.systemd(restart);
        List<String> expected = Arrays.asList(causes.split(" "));

        for (ExitCause cause : EXITS.keySet()) {
            if (cause != ExitCause.NOT_STARTED && cause != ExitCause.LOST) {
                assertThat(restarts(policy, EXITS.get(cause)))
                        .as("Restart=%s after %s", restart, cause)
                        .isEqualTo(expected.contains(cause.name()));
            }
        }
        for (int clean : new int[] {1, 2, 13, 15}) {
            assertThat(policy.causeOf(new WorkerExit.Signal(clean))).isEqualTo(ExitCause.CLEAN);
        }
        assertThat(policy.causeOf(new WorkerExit.Code(143))).isEqualTo(ExitCause.CODE);
    }

    @Test
    void byExitCodeTakesASignalOfTheSameNumberForNoCode() {
        RestartPolicy policy = RestartPolicy.byExitCode();

        assertThat(restarts(policy, new WorkerExit.Code(2))).isFalse();
        assertThat(restarts(policy, new WorkerExit.Signal(2))).isTrue();
        assertThat(restarts(policy, new WorkerExit.Code(130))).isTrue();
    }

    @Test
    void whatIsNotStartedAgainHasCompletedIfItWasCleanAndElseFailed() {
        EXITS.forEach(
                (cause, exit) -> {
                    RestartDecision decision =
                            decide(RestartPolicy.never(), exit, ready(0, SECOND));
                    if (cause == ExitCause.CLEAN) {
                        assertThat(decision).isEqualTo(new RestartDecision.Complete());
                    } else {
                        assertThat(decision).isEqualTo(new RestartDecision.Fail(exit.describe()));
                    }
                });
    }

    @Test
    void whatIsWantedDownStaysDownWhateverThePolicy() {
        for (RestartPolicy policy : policies().toList()) {
            for (WorkerExit exit : EXITS.values()) {
                assertThat(policy.decide(exit, DesiredState.DOWN, ready(0, SECOND), 0.5))
                        .isEqualTo(new RestartDecision.Stop());
            }
        }
    }

    // Lists

    @Test
    void listsExceptCodesAndSignals() {
        RestartPolicy policy =
                RestartPolicy.onFailure()
                        .withPrevent(ExitSet.codes(3).andSignals("SEGV"))
                        .withForce(ExitSet.codes(0).andSignals("TERM"))
                        .withSuccess(ExitSet.codes(0, 4).andSignals("TERM"));

        assertThat(restarts(policy, new WorkerExit.Code(3))).isFalse();
        assertThat(restarts(policy, new WorkerExit.Signal(11))).isFalse();
        assertThat(restarts(policy, new WorkerExit.Code(0))).isTrue();
        assertThat(restarts(policy, new WorkerExit.Signal(15))).isTrue();
        assertThat(restarts(policy, new WorkerExit.Code(5))).isTrue();
        assertThat(decide(policy, new WorkerExit.Code(4), ready(0, SECOND)))
                .isEqualTo(new RestartDecision.Complete());
    }

    @Test
    void aForcedExitIsStartedAgainEvenUnderNever() {
        RestartPolicy policy = RestartPolicy.never().withForce(ExitSet.codes(75));

        assertThat(restarts(policy, new WorkerExit.Code(75))).isTrue();
        assertThat(restarts(policy, new WorkerExit.Code(1))).isFalse();
    }

    @Test
    void preventHoldsForAFailedStartToo() {
        RestartPolicy policy = RestartPolicy.supervisord().withPrevent(ExitSet.codes(0, 7));

        assertThat(decide(policy, new WorkerExit.Code(7), unready(0)))
                .isEqualTo(new RestartDecision.Fail("exit code 7"));
        assertThat(decide(policy, new WorkerExit.Code(0), unready(0)))
                .as("a failed start is no success")
                .isEqualTo(new RestartDecision.Fail("exit code 0"));
        assertThat(decide(policy, new WorkerExit.Code(0), ready(0, SECOND)))
                .isEqualTo(new RestartDecision.Complete());
    }

    @Test
    void preventAndForceMayNotOverlap() {
        RestartPolicy policy = RestartPolicy.always().withPrevent(ExitSet.codes(3, 4));

        assertThatThrownBy(() -> policy.withForce(ExitSet.codes(4, 5)))
                .isInstanceOf(SpecException.class)
                .hasMessageStartingWith("restart.prevent: ")
                .hasMessageContaining("4");
        assertThat(policy.withForce(ExitSet.signals("4"))).isNotNull();
    }

    // Limits and delays

    @Test
    void failedStartsAreTriedAgainUpToTheLimit() {
        RestartPolicy policy = RestartPolicy.byExitCode();
        WorkerExit exit = new WorkerExit.Code(1);

        for (int failed = 0; failed < 3; failed++) {
            assertThat(decide(policy, exit, unready(failed)))
                    .isEqualTo(new RestartDecision.Restart(Duration.ofSeconds(failed + 1)));
        }
        assertThat(decide(policy, exit, unready(3)))
                .isEqualTo(
                        new RestartDecision.Fail(
                                "died before it was ready: exit code 1; start limit reached"));
    }

    @Test
    void onlyRestartsWithinTheWindowCount() {
        RestartPolicy policy =
                RestartPolicy.always().withIntensity(new RestartIntensity(2, SECOND));
        WorkerExit exit = new WorkerExit.Code(1);
        Duration young = Duration.ofMillis(999);

        assertThat(decide(policy, exit, ready(9, SECOND, SECOND, young)))
                .isInstanceOf(RestartDecision.Restart.class);
        assertThat(decide(policy, exit, ready(9, SECOND, young, young)))
                .isEqualTo(new RestartDecision.Fail("exit code 1; restart intensity reached"));
    }

    @Test
    void failedStartsCountForAnIntensityOfStartsAlone() {
        WorkerExit exit = new WorkerExit.Code(1);
        RestartPolicy restarts =
                RestartPolicy.always().withIntensity(new RestartIntensity(1, SECOND));
        RestartPolicy starts =
                restarts.withIntensity(
                        new RestartIntensity(1, SECOND, RestartIntensity.Counts.STARTS));

        assertThat(decide(restarts, exit, unready(0, Duration.ZERO)))
                .isInstanceOf(RestartDecision.Restart.class);
        assertThat(decide(starts, exit, unready(0, Duration.ZERO)))
                .isInstanceOf(RestartDecision.Fail.class);
    }

    @Test
    void theDelayGrowsAndBeginsAnewAfterAStableRun() {
        RestartPolicy policy =
                RestartPolicy.always()
                        .withDelay(Backoff.linear(SECOND).withResetAfter(Duration.ofMinutes(5)));
        WorkerExit exit = new WorkerExit.Code(1);

        assertThat(decide(policy, exit, ready(3, Duration.ofMinutes(5).minusNanos(1))))
                .isEqualTo(new RestartDecision.Restart(Duration.ofSeconds(4)));
        assertThat(decide(policy, exit, ready(3, Duration.ofMinutes(5))))
                .isEqualTo(new RestartDecision.Restart(SECOND));
    }

    // Totality

    static Stream<RestartPolicy> policies() {
        Stream<RestartPolicy> named = RestartPolicy.names().stream().map(RestartPolicy::named);
        Stream<RestartPolicy> others =
                Stream.of(
                        RestartPolicy.systemd("on-failure"),
                        RestartPolicy.comodojoForever(true),
                        RestartPolicy.comodojoForever(false),
                        RestartPolicy.always()
                                .withDelay(Backoff.linear(Duration.ofSeconds(Long.MAX_VALUE)))
                                .withIntensity(
                                        new RestartIntensity(
                                                0, Duration.ofSeconds(Long.MAX_VALUE))),
                        RestartPolicy.onFailure()
                                .withDelay(
                                        Backoff.exponential(
                                                        Duration.ofNanos(1),
                                                        Duration.ofSeconds(Long.MAX_VALUE),
                                                        Integer.MAX_VALUE)
                                                .withJitter(1))
                                .withStartLimit(new StartLimit(0, SECOND).withAnyExit()));
        return Stream.concat(named, others);
    }

    static Stream<Arguments> histories() {
        return Stream.of(true, false)
                .flatMap(
                        ready ->
                                Stream.of(0, 1, 2, 5, Integer.MAX_VALUE - 1, Integer.MAX_VALUE)
                                        .flatMap(
                                                count ->
                                                        Stream.of(
                                                                        Duration.ZERO,
                                                                        SECOND,
                                                                        Duration.ofSeconds(
                                                                                Long.MAX_VALUE))
                                                                .map(
                                                                        time ->
                                                                                Arguments.of(
                                                                                        ready,
                                                                                        count,
                                                                                        time))));
    }

    @ParameterizedTest
    @MethodSource("histories")
    void thereIsADecisionOnEverything(boolean wasReady, int count, Duration time) {
        for (RestartPolicy policy : policies().toList()) {
            for (DesiredState desired : DesiredState.values()) {
                for (WorkerExit exit : exits().toList()) {
                    for (double chance : new double[] {0, 0.5, 1}) {
                        RestartHistory history =
                                new RestartHistory(
                                        wasReady, time, count, count, List.of(time, SECOND));
                        RestartDecision decision = policy.decide(exit, desired, history, chance);

                        assertThat(decision).isNotNull();
                        assertThat(policy.decide(exit, desired, history, chance))
                                .as("the same arguments, the same decision")
                                .isEqualTo(decision);
                        if (decision instanceof RestartDecision.Restart restart) {
                            assertThat(restart.delay()).isGreaterThanOrEqualTo(Duration.ZERO);
                        }
                    }
                }
            }
        }
    }

    private static Stream<WorkerExit> exits() {
        return Stream.concat(
                EXITS.values().stream(),
                Stream.of(
                        new WorkerExit.Code(2),
                        new WorkerExit.Code(255),
                        new WorkerExit.Signal(15),
                        new WorkerExit.Signal(0),
                        new WorkerExit.Signal(64)));
    }

    @Test
    void aHistoryThatCanNotBeIsRefused() {
        assertThatThrownBy(() -> unready(-1))
                .isInstanceOf(SpecException.class)
                .hasMessageStartingWith("history.failedStarts: ");
        assertThatThrownBy(() -> ready(-1, SECOND))
                .isInstanceOf(SpecException.class)
                .hasMessageStartingWith("history.restarts: ");
        assertThatThrownBy(() -> ready(0, SECOND.negated()))
                .isInstanceOf(SpecException.class)
                .hasMessageStartingWith("history.uptime: ");
    }

    // Names

    @Test
    void anUnknownNameIsRefusedWithThoseThatThereAre() {
        assertThatThrownBy(() -> RestartPolicy.named("sometimes"))
                .isInstanceOf(SpecException.class)
                .hasMessageStartingWith("restart: 'sometimes' ")
                .hasMessageContaining(String.join(", ", RestartPolicy.names()));
        assertThatThrownBy(() -> RestartPolicy.systemd("on_failure"))
                .isInstanceOf(SpecException.class)
                .hasMessageStartingWith("restart.systemd: ")
                .hasMessageContaining("on-failure");
    }

    @Test
    void aPolicyCanNotBeChangedThroughWhatItWasMadeOf() {
        RestartPolicy policy = RestartPolicy.always();

        assertThatThrownBy(() -> policy.restartOn().clear())
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> policy.success().codes().clear())
                .isInstanceOf(UnsupportedOperationException.class);
    }
}
