package dev.workerkit.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.workerkit.Capability;
import dev.workerkit.Disk;
import dev.workerkit.Isolation;
import dev.workerkit.Mount;
import dev.workerkit.ProcessIdentity;
import dev.workerkit.RestartPolicy;
import dev.workerkit.SpecException;
import dev.workerkit.Worker;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerRuntimes;
import dev.workerkit.WorkerSpec;
import dev.workerkit.container.disk.MountTable;
import dev.workerkit.container.engine.Engine;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What of this machine workers get to see, and what they don't whatever is mounted. */
@NeedsEngine
@Timeout(120)
class HostMountsTest {

    @TempDir Path folder;

    private static List<String> told(WorkerRuntime runtime, WorkerSpec spec) throws Exception {
        Worker worker = runtime.start(spec.withRestart(RestartPolicy.never()));
        worker.ended().get(60, TimeUnit.SECONDS);
        return worker.log().tail(100).stream().map(line -> line.text()).toList();
    }

    private static WorkerSpec listing(Mount mount) {
        return WorkerSpec.shell("ls /there").withMount(mount);
    }

    /** Where this user's runtimes have what is theirs: on disk and in memory. */
    private static List<Path> homes() throws Exception {
        try (Stream<Path> memory = Files.list(Path.of("/dev/shm"));
                Stream<Path> disk = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return Stream.concat(memory, disk)
                    .filter(each -> each.getFileName().toString().startsWith("workerkit-cont"))
                    .filter(Files::isReadable)
                    .toList();
        }
    }

    @Test
    void whatTheRuntimeKeepsIsHiddenInAFolderThatHoldsIt() throws Exception {
        try (WorkerRuntime runtime = WorkerRuntimes.open("container")) {
            List<Path> homes = homes();
            assertThat(homes).isNotEmpty();
            for (Path home : homes) {
                assertThat(home).isNotEmptyDirectory();
                // Root may look into folders that are closed to others.
                String looking =
                        "cd /there/%s && echo \"seen: $(ls -A)\"; touch x || echo refused"
                                .formatted(home.getFileName());
                assertThat(
                                told(
                                        runtime,
                                        WorkerSpec.shell(looking)
                                                .withIsolation(
                                                        Isolation.strict()
                                                                .withUser(ProcessIdentity.of(0, 0)))
                                                .withMount(
                                                        Mount.host(home.getParent(), "/there")
                                                                .asWritable())))
                        .contains("seen: ", "refused");
            }
        }
    }

    @Test
    void aDiskGoesThoughAnotherWorkerSeesTheFolderThatItIsIn() throws Exception {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
        try (WorkerRuntime runtime = WorkerRuntimes.open("container")) {
            assumeTrue(runtime.capabilities().contains(Capability.DISKS));
            Worker owner =
                    runtime.start(
                            WorkerSpec.shell("exec sleep 1000")
                                    .withDisk(Disk.of(1 << 20))
                                    .withMount(Mount.own("own", "/own")));
            owner.ready().get(60, TimeUnit.SECONDS);
            Worker other =
                    runtime.start(
                            WorkerSpec.shell("exec sleep 1000")
                                    .withMount(Mount.host(temporary, "/there")));
            other.ready().get(60, TimeUnit.SECONDS);

            owner.kill().get(60, TimeUnit.SECONDS);
            owner.remove();

            assertThat(runtime.workers()).containsExactly(other);
        }
    }

    @Test
    void neitherTheRuntimesNorAnotherRuntimesOwnIsMounted() throws Exception {
        try (WorkerRuntime runtime = WorkerRuntimes.open("container")) {
            for (Path home : homes()) {
                Path link = folder.resolve("link-" + home.getParent().getFileName());
                Files.createSymbolicLink(link, home);
                for (Path source : List.of(home, link, link.resolve("."))) {
                    assertThatThrownBy(() -> told(runtime, listing(Mount.host(source, "/there"))))
                            .isInstanceOf(SpecException.class)
                            .hasMessageContaining("the runtime's own");
                }
            }
        }
    }

    @Test
    void aLinkThatLeadsToTheRuntimesOwnByNowIsNotFollowed() throws Exception {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder);
        try (WorkerRuntime runtime = WorkerRuntimes.open("container")) {
            Worker worker =
                    runtime.start(
                            WorkerSpec.shell("exec sleep 1000")
                                    .withMount(Mount.host(link, "/there"))
                                    .withRestart(RestartPolicy.never()));
            worker.ready().get(60, TimeUnit.SECONDS);
            worker.stop().get(60, TimeUnit.SECONDS);
            Files.delete(link);
            Files.createSymbolicLink(link, homes().get(0));

            worker.start();
            worker.ended().get(60, TimeUnit.SECONDS);

            assertThat(worker.snapshot().lastExit().orElseThrow().toString())
                    .contains("the runtime's own");
        }
    }

    @Test
    void whatCanNotBeChangedHoldsNothingThatCan() throws Exception {
        try (Engine engine = Engine.connect(Optional.empty());
                WorkerRuntime runtime = WorkerRuntimes.open("container")) {
            assumeTrue(!engine.facts().closesWhatIsMountedIn());
            Path dev = Path.of("/dev");
            assertThat(MountTable.hasBelow(dev)).as("/dev/shm at least").isTrue();
            Path sys = Path.of("/sys");
            assumeTrue(MountTable.hasBelow(sys));

            assertThatThrownBy(() -> told(runtime, listing(Mount.host(sys, "/there"))))
                    .isInstanceOf(SpecException.class)
                    .hasMessageContaining("would leave writable");
            assertThat(told(runtime, listing(Mount.host(sys, "/there").asWritable())))
                    .contains("kernel");
        }
    }
}
