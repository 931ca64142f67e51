package dev.workerkit.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.Counter;
import dev.workerkit.Disconnect;
import dev.workerkit.SendResult;
import dev.workerkit.WorkerStatus;
import dev.workerkit.worker.EventLoop;
import dev.workerkit.worker.Peer;
import dev.workerkit.worker.SharedWorkerContext;
import dev.workerkit.worker.SharedWorkerHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A handler of many masters that is a dedicated worker, in a process of its own. */
@Timeout(60)
class HandlerWorkerTest {

    @TempDir Path folder;

    /** Says what it is called for, and does what it is told. */
    static final class Telling implements SharedWorkerHandler {

        private @Nullable SharedWorkerContext context;
        private @Nullable Peer master;
        private @Nullable Thread thread;

        private void tell(String what) {
            boolean mine = thread == null || thread == Thread.currentThread();
            thread = Thread.currentThread();
            System.out.println(mine ? what : "another thread: " + what);
        }

        @Override
        public void initialize(SharedWorkerContext newContext) {
            context = newContext;
            tell("initialize " + newContext.name() + " " + newContext.address());
            tell("peers " + newContext.peers());
        }

        @Override
        public void onConnect(Peer peer) {
            master = peer;
            tell("connect " + context.peers());
            peer.send("welcome");
        }

        @Override
        public void onMessage(Object message, Peer peer) throws Exception {
            tell("message " + message);
            EventLoop loop = context.eventLoop();
            switch ((String) message) {
                case "stop" -> context.stopCurrent();
                case "fail" -> throw new IllegalStateException("as told");
                case "leave" -> {
                    peer.send("last");
                    peer.disconnect("as told");
                }
                case "task" -> loop.execute(() -> say("task " + loop.isCurrent()));
                case "failing task" ->
                        loop.execute(
                                () -> {
                                    throw new IllegalStateException("as told");
                                });
                case "task of another thread" ->
                        new Thread(() -> loop.execute(() -> say("task " + loop.isCurrent())))
                                .start();
                case "later" -> {
                    loop.schedule(() -> say("never"), Duration.ofMillis(20)).cancel();
                    loop.schedule(() -> say("later"), Duration.ofMillis(50));
                    loop.schedule(() -> say("soon"), Duration.ofMillis(10));
                }
                case "every" -> loop.scheduleEvery(() -> say("again"), Duration.ofMillis(5));
                case "flood" -> {
                    for (int i = 0; i < 100_000; i++) {
                        if (peer.send("a drop of the flood") != SendResult.SENT) {
                            throw new IllegalStateException("an answer was not accepted");
                        }
                    }
                }
                default -> peer.send(message);
            }
        }

        private void say(String what) {
            tell(what);
            master.send(what);
        }

        @Override
        public void onDisconnect(Peer peer, Disconnect disconnect) {
            tell("disconnect " + disconnect.reason() + " " + peer.send("too late"));
        }

        @Override
        public WorkerStatus onQuery(boolean privileged) {
            tell("query " + privileged);
            return new WorkerStatus("telling", List.of(Counter.of("answer", 42)));
        }

        @Override
        public void onStop() {
            tell("stop");
            master.send("stopping");
        }

        @Override
        public void terminate() {
            tell("terminate");
        }
    }

    private HostProcess start(String... jvmOptions) throws Exception {
        HostProcess.Builder builder = HostProcess.of(Telling.class);
        for (String option : jvmOptions) {
            builder.jvmOption(option);
        }
        HostProcess host = start(builder);
        host.expectReady();
        host.expectMessage("welcome");
        return host;
    }

    private HostProcess start(HostProcess.Builder builder) throws IOException {
        return builder.startIn(Files.createTempDirectory(folder, "w"));
    }

    @Test
    void theMasterIsTheOnlyPeer() throws Exception {
        try (HostProcess host = start()) {
            host.channel().send("hello");
            host.expectMessage("hello");
            host.stop();
            host.expectMessage("stopping");
            host.expectExit(0);
            assertThat(host.output().lines())
                    .containsExactly(
                            "initialize Tested worker:Tested",
                            "peers []",
                            "connect [master#1]",
                            "message hello",
                            "stop",
                            "disconnect STOPPING CLOSED",
                            "terminate");
        }
    }

    @Test
    void theEndOfTheChannelIsTheMastersGoodbye() throws Exception {
        try (HostProcess host = start()) {
            host.channel().send("one");
            host.channel().close();
            host.expectMessage("one");
            host.expectExit(0);
            assertThat(host.output().lines())
                    .endsWith("message one", "disconnect CLOSED CLOSED", "terminate");
        }
    }

    @Test
    void stopsFromInside() throws Exception {
        try (HostProcess host = start()) {
            host.channel().send("stop");
            host.expectMessage("stopping");
            host.expectExit(0);
            assertThat(host.output().lines())
                    .endsWith("message stop", "stop", "disconnect STOPPING CLOSED", "terminate");
        }
    }

    @Test
    void maySendItsMasterAway() throws Exception {
        try (HostProcess host = start()) {
            host.channel().send("leave");
            host.expectMessage("last");
            host.expectExit(0);
            assertThat(host.output().lines())
                    .endsWith("message leave", "disconnect CLOSED CLOSED", "terminate");
        }
    }

    @Test
    void aCallbackOrTaskThatThrowsFailsTheWorker() throws Exception {
        for (String order : List.of("fail", "failing task")) {
            try (HostProcess host = start()) {
                host.channel().send(order);
                host.expectExit(1);
                assertThat(host.output()).contains("IllegalStateException: as told");
                assertThat(host.output().lines()).contains("terminate").doesNotContain("stop");
            }
        }
    }

    @Test
    void tasksAreDoneByTheSameThreadWhileItWaits() throws Exception {
        try (HostProcess host = start()) {
            host.channel().send("task");
            host.expectMessage("task true");
            host.channel().send("task of another thread");
            host.expectMessage("task true");
            host.channel().send("later");
            host.expectMessage("soon");
            host.expectMessage("later");
            host.channel().send("every");
            for (int i = 0; i < 20; i++) {
                host.expectMessage("again");
            }
            host.stop();
            host.expectExit(0);
            assertThat(host.output()).doesNotContain("another thread: ");
        }
    }

    @Test
    void answersToTheMessageInHandAreAllAccepted() throws Exception {
        try (HostProcess host = start()) {
            host.channel().send("flood");
            for (int i = 0; i < 100_000; i++) {
                host.expectMessage("a drop of the flood");
            }
            host.stop();
            host.expectExit(0);
        }
    }

    @Test
    void answersItsMasterWhatOthersNeedACookieForPausedOrNot() throws Exception {
        try (HostProcess host = start()) {
            for (int i = 0; i < 10; i++) {
                WorkerStatus status = host.link().query().get(10, TimeUnit.SECONDS);
                assertThat(status.text()).isEqualTo("telling");
                assertThat(status.counters())
                        .extracting(Counter::name)
                        .containsExactly("answer", "uptime", "heap", "messages");
            }
            host.link().pause();
            host.expect("paused");
            assertThat(host.link().query().get(10, TimeUnit.SECONDS).text()).isEqualTo("telling");
            host.stop();
            host.expectExit(0);
            assertThat(host.output()).contains("query true").doesNotContain("another thread: ");
        }
    }

    @Test
    void pausesBetweenMessagesAndTasks() throws Exception {
        try (HostProcess host = start()) {
            host.channel().send("every");
            host.expectMessage("again");
            host.link().pause();
            host.expect("paused");
            while (host.channel().receive(Duration.ofMillis(50)) != null) {
                // What was sent before the pause.
            }
            assertThat(host.channel().receive(Duration.ofMillis(100))).isNull();
            host.link().resume();
            host.expect("resumed");
            host.expectMessage("again");
            host.stop();
            host.expectExit(0);
        }
    }

    @Test
    void isRecycledAfterItsLastUnit() throws Exception {
        try (HostProcess host = start(HostProcess.of(Telling.class).recycledAfter(2))) {
            host.expectReady();
            for (String message : List.of("one", "two", "three")) {
                host.channel().send(message);
            }
            host.expect("recycle it has done 2 messages");
            host.stop();
            host.expectExit(0);
            assertThat(host.output()).contains("message two").doesNotContain("message three");
        }
    }

    @Test
    void isWatchedWhileItWaitsForTasks() throws Exception {
        try (HostProcess host =
                start(HostProcess.of(Telling.class).watchedWithin(Duration.ofSeconds(1)))) {
            host.expectReady();
            host.expectProgress();
            host.channel().send("task");
            host.expectProgress();
            host.stop();
            host.expectExit(0);
        }
    }

    @Test
    void noClassOfNettyIsLoaded() throws Exception {
        try (HostProcess host = start("-Xlog:class+load")) {
            host.channel().send("task");
            host.expectMessage("task true");
            host.link().query().get(10, TimeUnit.SECONDS);
            host.stop();
            host.expectExit(0);
            assertThat(host.output()).contains(SharedWorkerHandler.class.getName());
            assertThat(
                            Pattern.compile("io\\.netty|dev\\.workerkit\\.(wire|server)")
                                    .matcher(host.output())
                                    .find())
                    .isFalse();
        }
    }
}
