package dev.workerkit.os;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.Await;
import dev.workerkit.WorkerExit;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessTreeTest {

    @TempDir Path directory;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sleep 100 & echo $!; wait",
                // In a session of its own.
                "setsid sh -c 'echo $$; exec sleep 100' & wait",
                // Its parent is gone.
                "(sleep 100 & echo $!); exec sleep 100",
                // Both.
                "(setsid sh -c 'echo $$; exec sleep 100' &); exec sleep 100",
                // The worker itself is gone.
                "(setsid sh -c 'echo $$; exec sleep 100' &)",
                // Without the marker, but in the session.
                "(env -i sh -c 'echo $$; exec sleep 100' &); exec sleep 100",
                // Without the marker and the session, but with its parent.
                "env -i setsid sh -c 'echo $$; exec sleep 100' & wait",
                // Does not listen.
                "trap '' TERM HUP INT; sleep 100 & echo $!; wait",
                // Stopped.
                "sh -c 'echo $$; kill -STOP $$' & wait",
            })
    void killsWhateverTheWorkerStarted(String line) throws Exception {
        try (Child child = Child.shell(line)) {
            int descendant = child.number();
            child.tree().kill();
            child.exit();
            assertThat(Child.alive(descendant)).isFalse();
            assertThat(child.tree().members()).isEmpty();
        }
    }

    /** A shared worker while it is being born: its parent is still there. */
    @Test
    void sparesWhatIsDetachedThoughItDescendsFromTheWorker() throws Exception {
        String line =
                "env -i WORKERKIT_DETACHED=1 PATH=\"$PATH\" setsid sh -c 'echo $$; sleep 100' &"
                        + " sleep 100 & echo $!; wait";
        try (Child child = Child.shell(line)) {
            int first = child.number();
            int second = child.number();
            Await.until("the one of them is no member", () -> child.tree().members().size() == 2);

            child.tree().kill();
            child.exit();

            boolean firstLives = Child.alive(first);
            assertThat(firstLives).isNotEqualTo(Child.alive(second));
            int detached = firstLives ? first : second;
            LibC.kill(-detached, Signal.SIGKILL.number());
            Await.until("it is gone", () -> !Child.alive(detached));
        }
    }

    @Test
    void leavesTheReapingOfAChildToWhoeverWaitsForIt() throws Exception {
        Pipe pipe = Pipe.open();
        CountDownLatch go = new CountDownLatch(1);
        try (Child child = Child.shell("sleep 100")) {
            NativeProcess beside = child.beside("sleep 100");
            // The thread that waits for children is late.
            pipe.writeEnd().write(new byte[1]);
            Poller.ofExits().watch(pipe.readEnd().number(), watch -> awaitAndClose(go, watch));
            child.tree().kill();
            go.countDown();

            assertThat(beside.exit().get(10, TimeUnit.SECONDS)).isEqualTo(new WorkerExit.Signal(9));
            beside.reap();
            assertThat(new ProcFs().stat(beside.pid())).isEmpty();
        } finally {
            pipe.close();
        }
    }

    private static void awaitAndClose(CountDownLatch go, Poller.Watch watch) {
        try {
            go.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        watch.close();
    }

    @Test
    void touchesNobodyOnceItHasEnded() throws Exception {
        try (Child child = Child.shell("exit 0")) {
            child.exit();
            child.tree().end();
            child.process().reap();
            // Stands for a stranger who has got the pid.
            NativeProcess stranger = child.beside("sleep 100");

            child.tree().terminate();
            child.tree().pause();
            child.tree().kill();

            assertThat(child.tree().isGone()).isTrue();
            assertThat(stranger.exit()).isNotDone();
            stranger.signal(Signal.SIGKILL);
            assertThat(stranger.exit().get(10, TimeUnit.SECONDS))
                    .isEqualTo(new WorkerExit.Signal(9));
            stranger.reap();
        }
    }

    @Test
    void killsASpawnerThatKeepsSpawning() throws Exception {
        try (Child child = Child.shell("while :; do sleep 100 & echo $!; done")) {
            for (int i = 0; i < 20; i++) {
                child.line();
            }
            child.tree().kill();
            assertThat(child.exit()).isEqualTo(new WorkerExit.Signal(9));
            assertThat(child.tree().members()).isEmpty();
        }
    }

    @Test
    void killsAChainThatNeverStandsStill() throws Exception {
        // Each link starts the next in a session of its own, and is gone.
        Path chain = Files.writeString(directory.resolve("chain"), "setsid sh \"$0\" &\n");
        try (Child child = Child.shell("sh " + chain)) {
            child.exit();
            Await.until("the chain runs", () -> !child.tree().members().isEmpty());
            child.tree().kill();
            Files.delete(chain);
            assertThat(child.tree().members()).isEmpty();
        }
    }

    @Test
    void remembersWhoLostItsParentAfterBeingAskedToEnd() throws Exception {
        String line =
                "env -i setsid sh -c \"trap '' TERM; echo \\$\\$; while :; do sleep 1; done\" & wait";
        try (Child child = Child.shell(line)) {
            int deaf = child.number();
            child.tree().terminate();
            assertThat(child.exit()).isEqualTo(new WorkerExit.Signal(15));
            assertThat(Child.alive(deaf)).isTrue();
            child.tree().kill();
            assertThat(Child.alive(deaf)).isFalse();
        }
    }

    @Test
    void terminateReachesStoppedOnes() throws Exception {
        String line = "trap 'echo told; exit 3' TERM; echo ready; while :; do sleep 0.01; done";
        try (Child child = Child.shell(line)) {
            assertThat(child.line()).isEqualTo("ready");
            child.tree().pause();
            child.tree().terminate();
            assertThat(child.line()).isEqualTo("told");
            assertThat(child.exit()).isEqualTo(new WorkerExit.Code(3));
        }
    }

    @Test
    void pausesAndResumesAll() throws Exception {
        try (Child child = Child.shell("setsid sh -c 'echo $$; exec sleep 100' & wait")) {
            int descendant = child.number();
            child.tree().pause();
            Await.until("both are stopped", () -> stopped(child.process().pid(), descendant));
            child.tree().resume();
            Await.until(
                    "both go on", () -> !stopped(child.process().pid()) && !stopped(descendant));
            assertThat(child.tree().members())
                    .extracting(ProcessEntry::pid)
                    .contains(child.process().pid(), descendant);
        }
    }

    @Test
    void leavesOthersAlone() throws Exception {
        try (Child bystander = Child.shell("echo; exec sleep 100");
                Child worker = Child.shell("echo; exec sleep 100")) {
            bystander.line();
            worker.line();
            worker.tree().kill();
            assertThat(Child.alive(bystander.process().pid())).isTrue();
            assertThat(bystander.tree().members()).hasSize(1);
        }
    }

    @Test
    void aMarkerMustMatchInFull() throws Exception {
        Map<String, String> longer =
                Map.of(Marker.RUNTIME, "abcx", "MY_" + Marker.RUNTIME, "abc", "Z", "a");
        try (Child child = Child.shell("echo; exec sleep 100", longer, Optional.empty())) {
            child.line();
            assertThat(ProcessTree.ofRuntime("abc").members()).isEmpty();
            assertThat(ProcessTree.ofRuntime("abcx").members()).hasSize(1);
        }
    }

    private static boolean stopped(int... pids) {
        ProcFs proc = new ProcFs();
        for (int pid : pids) {
            if (proc.stat(pid).filter(entry -> entry.state() == 'T').isEmpty()) {
                return false;
            }
        }
        return true;
    }
}
