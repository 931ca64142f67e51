package dev.workerkit.tck.verification;

import static dev.workerkit.WorkerState.COMPLETED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.Disk;
import dev.workerkit.LogLine;
import dev.workerkit.Mount;
import dev.workerkit.RestartPolicy;
import dev.workerkit.SpecException;
import dev.workerkit.UnsupportedException;
import dev.workerkit.Worker;
import dev.workerkit.WorkerSpec;
import dev.workerkit.tck.HostFolder;
import dev.workerkit.tck.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.lifecycle.AfterProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a worker finds at the places of its mounts. */
class Mounts {

    @RegisterExtension final Stage stage = new Stage();

    private Worker ended(WorkerSpec spec) {
        Worker worker = stage.start(spec);
        Stage.ended(worker);
        return worker;
    }

    @Property(tries = 4, edgeCases = EdgeCasesMode.NONE, shrinking = ShrinkingMode.OFF)
    @Requirement("WRK-MOUNT-001")
    void aFolderIsFoundAsItIs(@ForAll("contents") Map<String, byte[]> contents) throws IOException {
        Path folder = Files.createTempDirectory(stage.folder(), "mounted");
        HostFolder.openToAll(folder);
        for (Map.Entry<String, byte[]> entry : contents.entrySet()) {
            Path file = folder.resolve(entry.getKey());
            Files.createDirectories(file.getParent());
            Files.write(file, entry.getValue());
        }
        Path copy = Files.createTempDirectory(stage.folder(), "copy");
        HostFolder.openToAll(copy);

        Worker worker =
                ended(
                        Workers.script("cp -R /data/. /copy/")
                                .withMount(Mount.host(folder, "/data"))
                                .withMount(Mount.host(copy, "/copy").asWritable()));

        assertThat(worker.state()).isEqualTo(COMPLETED);
        assertThat(filesIn(copy)).containsExactlyInAnyOrderElementsOf(filesIn(folder));
        for (Map.Entry<String, byte[]> entry : contents.entrySet()) {
            assertThat(copy.resolve(entry.getKey())).hasBinaryContent(entry.getValue());
        }
    }

    private static List<String> filesIn(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(file -> folder.relativize(file).toString()).toList();
        }
    }

    @Provide
    Arbitrary<Map<String, byte[]>> contents() {
        Arbitrary<String> name =
                Arbitraries.of("a", "b c", "ü", "-n", "deep/er", "deep/est", ".hidden", "q'\"$x");
        Arbitrary<byte[]> content = Arbitraries.bytes().array(byte[].class).ofMaxSize(5000);
        return Arbitraries.maps(name, content).ofMaxSize(6).map(TreeMap::new);
    }

    @AfterProperty
    void leaveTheStage() {
        stage.close();
    }

    @Test
    @Requirement("WRK-MOUNT-001")
    void whatIsMountedCanBeChangedOnlyIfItIsWritable() throws IOException {
        Path readable = file("readable", "as it was");
        Path writable = file("writable", "as it was");
        Path folder = Files.createDirectory(stage.folder().resolve("folder"));
        HostFolder.openToAll(folder);
        String changing =
                Scripts.withMarks(
                        """
                        ( echo changed > /etc/readable ) 2>/dev/null && mark "changed readable"
                        ( echo changed > /etc/writable ) 2>/dev/null && mark "changed writable"
                        ( echo new > /read/new ) 2>/dev/null && mark "changed read"
                        ( echo new > /write/new ) 2>/dev/null && mark "changed write"
                        mark "read $(cat /etc/readable)"
                        """);

        Worker worker =
                ended(
                        Workers.script(changing)
                                .withMount(Mount.host(readable, "/etc/readable"))
                                .withMount(Mount.host(writable, "/etc/writable").asWritable())
                                .withMount(Mount.host(folder, "/read"))
                                .withMount(Mount.host(folder, "/write").asWritable()));

        assertThat(stage.marks(worker, "changed")).containsExactly("writable", "write");
        assertThat(stage.marks(worker, "read")).containsExactly("as it was");
        assertThat(readable).hasContent("as it was");
        assertThat(writable).hasContent("changed");
        assertThat(folder.resolve("new")).hasContent("new");
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(stage.file(name), content);
    }

    @Test
    @Requirement("WRK-MOUNT-001")
    void whatChangesMeanwhileIsSeen() throws IOException {
        Path folder = Files.createDirectory(stage.folder().resolve("folder"));
        HostFolder.openToAll(folder);
        Worker worker =
                stage.start(
                        Workers.script(
                                        Scripts.withMarks(
                                                """
                                                mark armed
                                                until [ -e /data/new ]; do sleep 0.02; done
                                                mark "$(cat /data/new)"
                                                """))
                                .withMount(Mount.host(folder, "/data")));
        stage.awaitMark(worker, "armed");

        Files.writeString(folder.resolve("tmp"), "hello");
        Files.move(folder.resolve("tmp"), folder.resolve("new"));

        stage.awaitMark(worker, "hello");
    }

    @Test
    @Requirement("WRK-MOUNT-004")
    void aMountThatCanNotBeMeantIsRefused() {
        Path folder = stage.folder();

        for (String target : List.of("data", "/", "/a/../b", "/proc/x", "/dev", "/run/workerkit")) {
            assertRefused(target, () -> Mount.host(folder, target));
            assertRefused(target, () -> Mount.temporary(target, 1 << 20));
        }
        for (String source : List.of("", "/abs", "..", "a/../../b", ".")) {
            assertRefused("disk", () -> Mount.own(source, "/data"));
        }
        assertRefused("relative", () -> Mount.host(Path.of("relative"), "/data"));
        assertRefused(
                "/data",
                () ->
                        stage.start(
                                Workers.lasting()
                                        .withMount(Mount.host(folder, "/data"))
                                        .withMount(Mount.temporary("/data", 1 << 20))));
    }

    @Test
    @Requirement("WRK-MOUNT-004")
    void aMountWhoseSourceIsMissingIsRefusedAndNotMade() {
        Path missing = stage.folder().resolve("missing");

        assertRefused(
                missing.toString(),
                () -> stage.start(Workers.lasting().withMount(Mount.host(missing, "/data"))));

        assertThat(missing).doesNotExist();
        assertThat(stage.runtime().workers()).isEmpty();
    }

    private static void assertRefused(String found, Runnable deed) {
        assertThatThrownBy(deed::run)
                .as("%s", found)
                .isInstanceOfSatisfying(
                        SpecException.class, e -> assertThat(e.field()).isEqualTo("mounts"))
                .hasMessageContaining(found);
    }

    @Test
    @Requirement("WRK-MOUNT-006")
    void aDiskThatNobodyCanGiveIsRefused() {
        WorkerSpec spec =
                Workers.lasting()
                        .withDisk(Disk.of(Long.MAX_VALUE))
                        .withMount(Mount.own("data", "/data"));

        assertThatThrownBy(() -> stage.start(spec))
                .isInstanceOfAny(SpecException.class, UnsupportedException.class)
                .hasMessageContaining("disk");
        assertThat(stage.runtime().workers()).isEmpty();
    }

    @Test
    @Requirement("WRK-MOUNT-008")
    void aTemporaryMountIsEmptyAtEachStartAndHoldsNoMoreThanItsLimit() {
        String filling =
                Scripts.withMarks(
                        """
                        for file in /scratch/*; do [ -e "$file" ] && mark "found $file"; done
                        head -c 1000000 /dev/zero > /scratch/fits && mark fits
                        head -c 3000000 /dev/zero > /scratch/more 2>/dev/null || mark full
                        exit 1
                        """);

        Worker worker =
                ended(
                        Workers.startedAgain(Workers.script(filling), 1)
                                .withMount(Mount.temporary("/scratch", 2 << 20)));

        assertThat(stage.marks(worker)).containsExactly("fits", "full", "fits", "full");
    }

    @Test
    @Requirement("WRK-MOUNT-009")
    void aProgramOfTheMachineRunsInAnyImage() throws IOException {
        Path content = file("content", "read by a program of the machine\n");
        // One that is on every machine, at a path that no image has.
        Mount program = new Mount.Program(Path.of("/bin/cat"), "/tck/program");

        Worker worker =
                stage.start(
                        WorkerSpec.command("/tck/program", "/tck/content")
                                .withRestart(RestartPolicy.never())
                                .withMount(program)
                                .withMount(Mount.host(content, "/tck/content")));
        Stage.ended(worker);

        assertThat(worker.log().tail(10))
                .extracting(LogLine::text)
                .contains("read by a program of the machine");
    }

    @Test
    @Requirement("WRK-MOUNT-009")
    void whatIsNoProgramIsRefused() throws IOException {
        Path text = file("text", "no program");

        assertRefused(
                text.toString(),
                () -> stage.start(Workers.lasting().withMount(Mount.program(text))));
        assertRefused("relative", () -> Mount.program(Path.of("relative")));
    }
}
