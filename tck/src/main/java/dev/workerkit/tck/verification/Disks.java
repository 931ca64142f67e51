package dev.workerkit.tck.verification;

import static dev.workerkit.WorkerState.FAILED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.Disk;
import dev.workerkit.Mount;
import dev.workerkit.RuntimeOptions;
import dev.workerkit.SpecException;
import dev.workerkit.Worker;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerSpec;
import dev.workerkit.tck.Requirement;
import dev.workerkit.tck.fixture.DiskMaster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The disk that is a worker's own. */
class Disks {

    private static final long MEBI = 1L << 20;
    private static final Disk SMALL = Disk.of(8 * MEBI);

    /** Tells what it finds, and leaves something. */
    private static final String LEAVING =
            Scripts.withMarks(
                    """
                    for file in /data/* /data/.[!.]*; do
                        [ -f "$file" ] && mark "found $(cat "$file")"
                    done
                    echo "left behind" > /data/file || mark "can't leave anything"
                    mark left
                    """);

    @RegisterExtension final Stage stage = new Stage();

    private static WorkerSpec leaving(String then) {
        return Workers.script(LEAVING + then).withDisk(SMALL).withMount(Mount.own("data", "/data"));
    }

    @Test
    @Requirement("WRK-MOUNT-002")
    void aDiskIsEmptyAtFirstAndFoundAgainByEachIncarnation() {
        Worker worker = stage.start(Workers.startedAgain(leaving("exit 1"), 2));
        stage.history().event(worker, 3, FAILED);

        assertThat(stage.marks(worker))
                .containsExactly("left", "found left behind", "left", "found left behind", "left");
    }

    @Test
    @Requirement({"WRK-MOUNT-002", "WRK-MOUNT-005"})
    void aDiskGoesWithItsWorker() {
        Worker first = stage.start(leaving("exit 0").withName("leaving"));
        Stage.ended(first);
        first.remove();

        Worker second = stage.start(leaving("exit 0").withName("leaving"));
        Stage.ended(second);

        assertThat(stage.marks(second)).containsExactly("left");
    }

    @Test
    @Requirement("WRK-MOUNT-002")
    void theSameFolderMayBeInTwoPlacesAndAnotherIsAnother() {
        Worker worker =
                stage.start(
                        Workers.script(
                                        Scripts.withMarks(
                                                """
                                                echo shared > /one/file
                                                mark "two $(cat /two/file)"
                                                [ -e /three/file ] || mark "three is another"
                                                """))
                                .withDisk(SMALL)
                                .withMount(Mount.own("a/deep", "/one"))
                                .withMount(Mount.own("a/deep", "/two"))
                                .withMount(Mount.own("b", "/three")));
        Stage.ended(worker);

        assertThat(stage.marks(worker)).containsExactly("two shared", "three is another");
    }

    @Test
    @Requirement({"WRK-MOUNT-003", "WRK-MOUNT-005"})
    void whoWritesBeyondTheLimitIsToldAndNobodyElse() {
        Worker neighbour =
                stage.start(
                        leaving("while :; do echo > /data/more || mark full; sleep 0.05; done"));
        stage.awaitMark(neighbour, "left");

        Worker writer =
                stage.start(
                        leaving(
                                """
                                export LC_ALL=C
                                head -c 4000000 /dev/zero > /data/fits && mark fits
                                said=$(dd if=/dev/zero of=/data/more bs=65536 count=200 2>&1)
                                case $said in
                                    *"No space left on device"*) mark ENOSPC;;
                                    *) mark "said $said";;
                                esac
                                """));
        Stage.ended(writer);

        assertThat(stage.marks(writer)).containsExactly("left", "fits", "ENOSPC");
        assertThat(stage.marks(neighbour)).containsExactly("left");
    }

    private static WorkerSpec kept(Path folder, String name, String then) {
        return Workers.script(LEAVING + then)
                .withName(name)
                .withDisk(SMALL.keptIn(folder))
                .withMount(Mount.own("data", "/data"));
    }

    @Test
    @Requirement("WRK-MOUNT-007")
    void aDiskThatIsKeptIsFoundByTheNextOneAtATime() {
        Path folder = stage.folder().resolve("kept");
        WorkerRuntime another = stage.open(RuntimeOptions.defaults());
        Worker first = stage.start(kept(folder, "first", "sleep 1000000"));
        stage.awaitMark(first, "left");

        for (WorkerRuntime runtime : List.of(stage.runtime(), another)) {
            assertThatThrownBy(() -> runtime.start(kept(folder, "second", "exit 0")))
                    .isInstanceOf(SpecException.class)
                    .hasMessageContaining(folder.toString());
        }
        Stage.await("the kill", first.kill());
        first.remove();
        Worker second = stage.startIn(another, kept(folder, "second", "exit 0"));
        Stage.ended(second);

        assertThat(stage.marks(second)).containsExactly("found left behind", "left");
        assertThat(folder).isDirectory();
    }

    @Test
    @Requirement("WRK-MOUNT-007")
    void aDiskThatIsKeptIsFoundAfterTheMastersDeath() {
        Path folder = stage.folder().resolve("kept");
        Path sign = stage.file("sign");
        try (Master master =
                Master.of(DiskMaster.class, stage.folder(), stage.folder().toString(), "kept")) {
            Stage.session()
                    .await(
                            "the worker has written",
                            () -> sign.toFile().length(),
                            length -> length > 0);
            master.kill();
        }
        Worker next =
                Stage.session()
                        .await(
                                "the disk is free",
                                () -> startedWith(folder),
                                started -> started.size() == 1)
                        .get(0);
        Stage.ended(next);

        assertThat(stage.marks(next)).containsExactly("found by another", "left");
        assertThat(Files.isDirectory(folder)).isTrue();
    }

    private List<Worker> startedWith(Path folder) {
        try {
            return List.of(stage.start(kept(folder, "next", "exit 0")));
        } catch (SpecException e) {
            return List.of();
        }
    }
}
