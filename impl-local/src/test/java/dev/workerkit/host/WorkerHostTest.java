package dev.workerkit.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.Counter;
import dev.workerkit.WorkerException;
import dev.workerkit.WorkerStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class WorkerHostTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir Path folder;

    @Test
    void aRawWorkerKnowsWhoItIsAndEndsWhenItReturns() throws Exception {
        try (HostProcess host = start(HostProcess.of(Workers.Introducing.class, "hello"))) {
            host.expectReady();
            host.expect("status working");
            host.expectMessage("hello w-1 Tested 1");
            host.expectExit(0);
        }
    }

    @Test
    void aRawWorkerEndsWhenTheMasterClosesTheChannel() throws Exception {
        try (HostProcess host = start(HostProcess.of(Workers.RawEcho.class))) {
            host.channel().send("one");
            host.expectMessage("one");
            host.channel().close();
            host.expectExit(0);
        }
    }

    @Test
    void aRawWorkerThatWaitsEndsWhenItIsStopped() throws Exception {
        try (HostProcess host = start(HostProcess.of(Workers.Waiting.class))) {
            host.expectReady();
            host.stop();
            host.expectExit(0);
        }
    }

    @Test
    void aStopEndsReceivingAndNotSending() throws Exception {
        try (HostProcess host = start(HostProcess.of(Workers.RawStopping.class))) {
            host.expectReady();
            host.stop();
            host.expectMessage("closed true");
            host.expectExit(0);
        }
    }

    @Test
    void aStopBeforeTheWorkerConnectsIsHeard() throws Exception {
        try (HostProcess host = start(HostProcess.of(Workers.RawStopping.class))) {
            host.stop();
            host.expectMessage("closed true");
            host.expectExit(0);
        }
    }

    @Test
    void anEventedWorkerAnswersMessagesUntilTheMasterClosesTheChannel() throws Exception {
        try (HostProcess host = start(HostProcess.of(Workers.Echo.class))) {
            host.expectReady();
            for (int i = 0; i < 100; i++) {
                host.channel().send("m" + i);
            }
            host.channel().close();
            for (int i = 0; i < 100; i++) {
                host.expectMessage("m" + i);
            }
            host.expectMessage("terminated");
            host.expectExit(0);
        }
    }

    @Test
    void aStopLetsTheMessageInHandBeFinished() throws Exception {
        try (HostProcess host = start(HostProcess.of(Workers.Echo.class))) {
            host.channel().send("work until stop");
            host.channel().send("left for the next");
            host.expectMessage("working");
            host.stop();
            host.expectMessage("worked");
            host.expectMessage("terminated");
            host.expectExit(0);
        }
    }

    @Test
    void aSignalAloneStopsAsPolitelyAndShowsInTheCode() throws Exception {
        try (HostProcess host = start(HostProcess.of(Workers.Echo.class))) {
            host.channel().send("work until stop");
            host.expectMessage("working");
            host.terminate();
            host.expectMessage("worked");
            host.expectMessage("terminated");
            host.expectExit(143);
        }
    }

    @Test
    void aSignalAlongWithAStopDoesNotShow() throws Exception {
        try (HostProcess host = start(HostProcess.of(Workers.Echo.class))) {
            host.expectReady();
            host.channel().send("work until go");
            host.expectMessage("working");
            host.stop();
            // The answer shows that the stop before it was heard.
            get(host.link().query());
            host.terminate();
            get(host.link().command("go", null));
            host.expectMessage("terminated");
            host.expectExit(0);
        }
    }

    @Test
    void aSignalStopsPolitelyEvenWhereItCanNotBeHandled() throws Exception {
        // -Xrs would leave SIGTERM to the system altogether, so the handler's class is hidden.
        try (HostProcess host =
                start(
                        HostProcess.of(Workers.Echo.class)
                                .jvmOption("--limit-modules=java.base,java.logging"))) {
            host.channel().send("work until stop");
            host.expectMessage("working");
            host.terminate();
            host.expectMessage("worked");
            host.expectMessage("terminated");
            host.expectExit(143);
        }
    }

    @Test
    void aWorkerWithoutControlConnectionIsServedBySignals() throws Exception {
        try (HostProcess host = start(HostProcess.of(Workers.Echo.class).withoutControl())) {
            host.channel().send("one");
            host.expectMessage("one");
            host.terminate();
            host.expectMessage("terminated");
            host.expectExit(143);
        }
    }

    @ParameterizedTest
    @CsvSource({"throw,1,asked to throw", "exit,7,terminated", "fill,3,''"})
    void endsWithTheCodeThatFits(String message, int code, String output) throws Exception {
        try (HostProcess host = start(HostProcess.of(Workers.Echo.class))) {
            host.channel().send(message);
            host.expectExit(code);
            assertThat(host.output()).contains(output);
        }
    }

    @Test
    void aWorkerMayExitByItselfAtOnce() throws Exception {
        try (HostProcess host = start(HostProcess.of(Workers.Echo.class))) {
            host.channel().send("System.exit");
            host.expectExit(9);
        }
    }

    @ParameterizedTest
    @CsvSource({"constructor,false", "spinUp,true", "loop,true", "spinDown,true"})
    void aWorkerThatThrowsEndsWithOneAndCleansUp(String where, boolean cleansUp) throws Exception {
        try (HostProcess host = start(HostProcess.of(Workers.Failing.class, where))) {
            host.expectExit(1);
            assertThat(host.output()).contains("thrown in " + (cleansUp ? where : "the " + where));
            assertThat(host.output().contains("spun down")).isEqualTo(cleansUp);
        }
    }

    @Test
    void anInterruptThatNobodyAskedForIsAFailure() throws Exception {
        try (HostProcess host = start(HostProcess.of(Workers.Interrupted.class))) {
            host.expectExit(1);
        }
    }

    @Test
    void aLaunchThatCanNotBeMeantFailsForGood() throws Exception {
        try (HostProcess host = start(HostProcess.of("no.such.Worker"))) {
            host.expectExit(2);
            assertThat(host.output()).contains("no.such.Worker").doesNotContain("\tat ");
        }
    }

    @Test
    void threadsLeftBehindDoNotKeepTheProcess() throws Exception {
        try (HostProcess host = start(HostProcess.of(Workers.Echo.class))) {
            host.channel().send("leave a thread");
            host.channel().send("done");
            host.expectMessage("done");
            host.stop();
            host.expectExit(0);
        }
    }

    @Test
    void aWorkerWhoseMasterIsGoneEndsPolitely() throws Exception {
        try (HostProcess host = start(HostProcess.of(Workers.Echo.class))) {
            host.expectReady();
            host.abandon();
            host.expectExit(0);
            assertThat(host.output()).contains("The master is gone").contains("terminated");
        }
    }

    @Test
    void aWorkerWhoseMasterIsGoneEndsEvenIfItHangs() throws Exception {
        try (HostProcess host = start(HostProcess.of(Workers.Echo.class))) {
            host.channel().send("hang");
            host.expectMessage("hanging");
            host.abandon();
            host.expectExit(1);
        }
    }

    @Test
    void anEventedWorkerPausesBetweenMessages() throws Exception {
        try (HostProcess host = start(HostProcess.of(Workers.Echo.class))) {
            host.expectReady();
            host.channel().send("before");
            host.expectMessage("before");
            for (int i = 0; i < 20; i++) {
                host.link().pause();
                host.expect("paused");
                host.channel().send("while paused " + i);
                assertThat(host.channel().receive(Duration.ofMillis(20))).isNull();
                host.link().resume();
                host.expect("resumed");
                host.expectMessage("while paused " + i);
            }
            host.link().pause();
            host.expect("paused");
            host.channel().send("not taken any more");
            host.stop();
            host.expectMessage("terminated");
            host.expectExit(0);
        }
    }

    @Test
    void aPauseComesAfterTheMessageInHand() throws Exception {
        try (HostProcess host = start(HostProcess.of(Workers.Echo.class))) {
            host.expectReady();
            host.channel().send("work until stop");
            host.expectMessage("working");
            host.link().pause();
            host.link().resume();
            host.expect("resumed");
            host.link().pause();
            assertThat(host.link().query().get(10, TimeUnit.SECONDS).text()).isEqualTo("echoing");
            host.stop();
            host.expectMessage("worked");
            host.expectMessage("terminated");
            host.expectExit(0);
        }
    }

    @Test
    void aRawWorkerPausesWhereItChooses() throws Exception {
        try (HostProcess host = start(HostProcess.of(Workers.RawPausing.class))) {
            host.expectReady();
            host.expectMessage("begun");
            host.link().pause();
            host.channel().send("go on");
            host.expect("paused");
            host.link().resume();
            host.expect("resumed");
            host.link().pause();
            host.expect("paused");
            host.stop();
            host.expectMessage("ended");
            host.expectExit(0);
        }
    }

    @Test
    void aLoopWorkerLoopsInTimeAndCatchesUpWithoutABurst() throws Exception {
        try (HostProcess host =
                start(
                        HostProcess.of(Workers.Ticking.class, 700)
                                .loopTime(Duration.ofMillis(500)))) {
            host.expectMessage("up");
            long[] at = new long[4];
            for (int i = 0; i < at.length; i++) {
                at[i] = Long.parseLong((String) host.channel().receive(SOON));
            }
            assertThat(at[1] - at[0]).isGreaterThanOrEqualTo(499);
            assertThat(at[2] - at[1]).as("at once after the slow one").isBetween(699L, 1199L);
            assertThat(at[3] - at[2]).as("no burst").isGreaterThanOrEqualTo(499);
            host.stop();
            host.expectMessage("down");
            host.expectExit(0);
        }
    }

    @Test
    void aStopDoesNotWaitForTheNextLoopNorDoesAPause() throws Exception {
        try (HostProcess host =
                start(
                        HostProcess.of(Workers.Ticking.class, 0)
                                .loopTime(Workers.LONG)
                                .watchedWithin(Duration.ofMillis(300)))) {
            host.expectReady();
            host.expectProgress();
            host.link().pause();
            host.expect("paused");
            host.link().resume();
            host.expect("resumed");
            host.stop();
            host.expectExit(0);
        }
    }

    @Test
    void afterItsLastUnitAWorkerAsksToBeReplacedAndTakesNoOther() throws Exception {
        try (HostProcess host = start(HostProcess.of(Workers.Echo.class).recycledAfter(2))) {
            host.expectReady();
            host.channel().send("one");
            host.channel().send("two");
            host.channel().send("three");
            host.expect("recycle it has done 2 messages");
            host.link().pause();
            host.expect("paused");
            host.link().resume();
            host.expect("resumed");
            host.stop();
            host.expectMessage("one");
            host.expectMessage("two");
            host.expectMessage("terminated");
            host.expectExit(0);
        }
    }

    @Test
    void afterItsLastUnitAWorkerWithoutAConnectionEndsWithTheCodeForAnotherStart()
            throws Exception {
        try (HostProcess host =
                start(HostProcess.of(Workers.Echo.class).recycledAfter(1).withoutControl())) {
            host.channel().send("one");
            host.channel().send("two");
            host.expectMessage("one");
            host.expectMessage("terminated");
            host.expectExit(1);
        }
    }

    @Test
    void answersQueriesAndCommandsWhileItWorks() throws Exception {
        try (HostProcess host = start(HostProcess.of(Workers.Echo.class))) {
            host.expectReady();
            host.channel().send("work until stop");
            host.expectMessage("working");
            assertThat(get(host.link().query()))
                    .isEqualTo(new WorkerStatus("echoing", List.of(Counter.of("answer", 42))));
            assertThat(get(host.link().command("twice", "x"))).isEqualTo(List.of("x", "x"));
            assertThatThrownBy(() -> get(host.link().command("fail", null)))
                    .hasCauseInstanceOf(WorkerException.class)
                    .hasMessageContaining("asked to fail");
            assertThatThrownBy(() -> get(host.link().command("dance", null)))
                    .hasCauseInstanceOf(WorkerException.class)
                    .hasMessageContaining("no command 'dance'");
            CompletableFuture<Object> blocked = host.link().command("block", null);
            host.stop();
            host.expectMessage("worked");
            host.expectExit(0);
            assertThatThrownBy(() -> get(blocked)).hasCauseInstanceOf(WorkerException.class);
        }
    }

    @Test
    void answersQueriesByItselfIfTheWorkerDoesNot() throws Exception {
        try (HostProcess host = start(HostProcess.of(Workers.Plain.class))) {
            host.expectHello();
            host.expect("status plain");
            host.expect("ready");
            host.channel().send("one");
            host.expectMessage("one");
            host.channel().send("two");
            host.expectMessage("two");
            WorkerStatus status = get(host.link().query());
            assertThat(status.text()).isEqualTo("plain");
            assertThat(status.counters())
                    .extracting(Counter::name)
                    .containsExactly("uptime", "heap", "messages");
            assertThat(status.counters().get(1).max()).isPresent();
            assertThat(status.counters().get(2).value()).isBetween(1.0, 2.0);
        }
    }

    private HostProcess start(HostProcess.Builder builder) throws IOException {
        return builder.startIn(Files.createTempDirectory(folder, "w"));
    }

    private static <T> T get(CompletableFuture<T> future) throws Exception {
        return future.get(10, TimeUnit.SECONDS);
    }
}
