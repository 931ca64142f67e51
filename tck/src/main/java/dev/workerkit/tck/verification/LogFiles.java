package dev.workerkit.tck.verification;

import static dev.workerkit.WorkerState.COMPLETED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.LogFilter;
import dev.workerkit.LogLine;
import dev.workerkit.LogPolicy;
import dev.workerkit.LogStream;
import dev.workerkit.RuntimeOptions;
import dev.workerkit.Worker;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.tck.Requirement;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The files in which logs are kept, and who reads them. */
class LogFiles {

    private static final String HUNDRED_CHARACTERS = "0123456789".repeat(10);

    private static final LogFilter OUTPUT = LogFilter.all().withStreams(LogStream.OUT);

    @RegisterExtension final Stage stage = new Stage();

    @Test
    @Requirement("WRK-LOG-004")
    void aWorkerWhoseLogNobodyReadsIsNotHeldUp() {
        Worker worker = stage.start(Workers.script(writing(20_000)));

        assertThat(Stage.ended(worker).state()).isEqualTo(COMPLETED);
        assertThat(last(worker)).startsWith("20000 ");
    }

    @Test
    @Requirement("WRK-LOG-004")
    void aWorkerWhoseLogIsReadIsNotHeldUp() throws IOException {
        Worker worker = stage.start(Workers.script(writing(20_000)));
        Stage.session()
                .await("the log begins", () -> Files.exists(worker.log().file()), found -> found);

        // One that opened the file and does not go on, and one that reads all the time.
        try (BufferedReader stuck = Files.newBufferedReader(worker.log().file())) {
            stuck.read();
            Stage.session()
                    .await(
                            "the worker ends while its log is read",
                            () -> worker.log().tail(10).size() + " lines, " + worker.state(),
                            seen -> seen.endsWith(COMPLETED.name()));
        }

        assertThat(last(worker)).startsWith("20000 ");
    }

    @Test
    @Requirement("WRK-LOG-004")
    void aWorkerWhoseLogIsFollowedByOneThatHangsIsNotHeldUp() {
        CountDownLatch gate = new CountDownLatch(1);
        BlockingQueue<String> followed = new LinkedBlockingQueue<>();
        Worker worker = stage.start(Workers.script(writing(20_000)));
        try {
            worker.log()
                    .follow(
                            0,
                            line -> {
                                Crowd.awaitUninterruptibly(gate);
                                followed.add(line.text());
                            });

            assertThat(Stage.ended(worker).state()).isEqualTo(COMPLETED);
            assertThat(last(worker)).startsWith("20000 ");
            assertThat(followed).isEmpty();
        } finally {
            gate.countDown();
        }
    }

    @Test
    @Requirement("WRK-LOG-005")
    void aLogIsRotatedByItsPolicy() throws IOException {
        LogPolicy policy = new LogPolicy(4096, 3);
        Worker worker = stage.start(Workers.script(writing(300)).withLog(policy));
        Stage.ended(worker);
        Path current = worker.log().file();

        List<Path> files = filesOf(current);

        assertThat(files)
                .containsExactlyInAnyOrder(current, rotated(current, 1), rotated(current, 2));
        for (Path file : files) {
            assertThat(Files.size(file)).as("size of %s", file).isBetween(1L, 4096L);
        }
        assertThat(last(worker)).startsWith("300 ");
        assertConsecutive(worker.log().tail(1000, OUTPUT));
    }

    private static void assertConsecutive(List<LogLine> lines) {
        int last = 300;
        for (int i = 0; i < lines.size(); i++) {
            int expected = last - lines.size() + 1 + i;
            assertThat(lines.get(i).text()).startsWith(expected + " ");
        }
        assertThat(lines).as("lines in 3 files of 4096 bytes").hasSizeBetween(40, 120);
    }

    @Test
    @Requirement("WRK-LOG-006")
    void logsAreKeptWhereAFolderWasGiven() throws IOException {
        Path folder = Files.createDirectory(stage.folder().resolve("logs"));
        WorkerRuntime runtime = stage.open(RuntimeOptions.defaults().withLogDirectory(folder));
        Worker worker = stage.startIn(runtime, Workers.script("echo kept"));
        Stage.ended(worker);

        runtime.close();

        assertThat(worker.log().file()).startsWith(folder);
        assertThat(Files.readString(worker.log().file())).contains("kept");
    }

    @Test
    @Requirement("WRK-LOG-006")
    void logsAreDeletedWithTheRuntimeWhereNoFolderWasGiven() {
        WorkerRuntime runtime = stage.runtime();
        Worker worker = stage.start(Workers.script("echo gone"));
        Stage.ended(worker);
        Path file = worker.log().file();
        assertThat(file).exists();

        runtime.close();

        assertThat(file).doesNotExist();
        assertThat(file.getParent()).doesNotExist();
    }

    private static String writing(int lines) {
        return "i=0; while [ $i -lt %d ]; do i=$((i + 1)); echo $i %s; done"
                .formatted(lines, HUNDRED_CHARACTERS);
    }

    private static String last(Worker worker) {
        List<LogLine> last = worker.log().tail(1, OUTPUT);
        assertThat(last).hasSize(1);
        return last.get(0).text();
    }

    private static List<Path> filesOf(Path current) throws IOException {
        String name = current.getFileName().toString();
        try (Stream<Path> files = Files.list(current.getParent())) {
            return files.filter(file -> file.getFileName().toString().startsWith(name)).toList();
        }
    }

    private static Path rotated(Path current, int number) {
        return current.resolveSibling(current.getFileName() + "." + number);
    }
}
