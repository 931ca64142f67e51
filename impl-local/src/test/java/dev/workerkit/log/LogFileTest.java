package dev.workerkit.log;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.Launch;
import dev.workerkit.LogLine;
import dev.workerkit.LogPolicy;
import dev.workerkit.SpecException;
import dev.workerkit.WorkerId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {

    private static final WorkerId WORKER = new WorkerId("wrk-1");
    private static final Clock CLOCK =
            Clock.fixed(Instant.parse("2010-12-07T13:39:41Z"), ZoneOffset.UTC);
    private static final String STAMP = "[Tue Dec  7 13:39:41 2010] wrk-1 ";

    @TempDir private Path folder;

    private LogFile open(LogPolicy policy) {
        return LogFile.open(folder.resolve("w.log"), WORKER, policy, CLOCK);
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> texts(List<LogLine> lines) {
        return lines.stream().map(LogLine::text).toList();
    }

    @Test
    void stampsEachLineAsAsctimeDoes() throws IOException {
        try (LogFile log = open(LogPolicy.defaults())) {
            log.started(new Launch.Command(List.of("php", "worker.php", "a b")));
            log.pump(bytes("one\r\ntwo\n\nlast"));

            assertThat(Files.readAllLines(log.file()))
                    .containsExactly(
                            STAMP + "Started Worker (command: 'php', parameter: 'worker.php a b')",
                            STAMP + "one",
                            STAMP + "two",
                            STAMP,
                            STAMP + "last");
            assertThat(log.tail(2))
                    .containsExactly(
                            new LogLine(CLOCK.instant(), WORKER, ""),
                            new LogLine(CLOCK.instant(), WORKER, "last"));
        }
    }

    @Test
    void goesOnWhereAnEarlierOneEnded() {
        try (LogFile first = open(LogPolicy.defaults())) {
            first.note("before");
        }
        try (LogFile second = open(LogPolicy.defaults())) {
            second.note("after");

            assertThat(texts(second.tail(9))).containsExactly("before", "after");
        }
    }

    @Test
    void rotatesAndKeepsSoManyFilesAndNoMore() throws IOException {
        LogPolicy policy = new LogPolicy(1024, 3);
        try (LogFile log = open(policy)) {
            IntStream.range(0, 200).forEach(i -> log.note("line " + i));

            try (Stream<Path> files = Files.list(folder)) {
                List<Path> all = files.sorted().toList();
                assertThat(all)
                        .extracting(Path::getFileName)
                        .extracting(Path::toString)
                        .containsExactly("w.log", "w.log.1", "w.log.2");
                for (Path file : all) {
                    assertThat(Files.size(file)).isBetween(1L, 1024L);
                }
            }
            List<String> kept = texts(log.tail(1000));
            assertThat(kept)
                    .containsExactlyElementsOf(
                            IntStream.range(200 - kept.size(), 200)
                                    .mapToObj(i -> "line " + i)
                                    .toList());
        }
    }

    @Test
    void rotatesWithinWhatIsReadAtOnce() throws IOException {
        String output =
                IntStream.range(0, 200).mapToObj(i -> "line " + i + "\n").collect(joining());
        try (LogFile log = open(new LogPolicy(1024, 3))) {
            log.pump(bytes(output));

            try (Stream<Path> files = Files.list(folder)) {
                assertThat(files)
                        .hasSize(3)
                        .allSatisfy(file -> assertThat(Files.size(file)).isBetween(1L, 1024L));
            }
            assertThat(texts(log.tail(1))).containsExactly("line 199");
        }
    }

    @Test
    void keepsOneFileAlone() throws IOException {
        try (LogFile log = open(new LogPolicy(1024, 1))) {
            IntStream.range(0, 100).forEach(i -> log.note("line " + i));

            try (Stream<Path> files = Files.list(folder)) {
                assertThat(files).containsExactly(log.file());
            }
            assertThat(Files.size(log.file())).isLessThanOrEqualTo(1024);
            assertThat(texts(log.tail(1))).containsExactly("line 99");
        }
    }

    @Test
    void aLineWithoutAnEndIsCutRatherThanKeptInMemory() throws IOException {
        try (LogFile log = open(LogPolicy.defaults())) {
            log.pump(bytes("x".repeat(200_000) + "\nshort\n"));

            List<String> lines = texts(log.tail(10));
            assertThat(lines).hasSize(5).endsWith("short");
            assertThat(String.join("", lines.subList(0, 4))).isEqualTo("x".repeat(200_000));
        }
    }

    @Test
    void twoStreamsAtOnceKeepWholeLinesInTheOrderOfEach() throws Exception {
        int count = 20_000;
        try (LogFile log = open(LogPolicy.defaults())) {
            List<Thread> pumps = new ArrayList<>();
            for (String name : List.of("out", "err")) {
                StringBuilder text = new StringBuilder();
                IntStream.range(0, count).forEach(i -> text.append(name + " " + i + "\n"));
                InputStream stream = bytes(text.toString());
                Thread pump = new Thread(() -> log.pump(stream));
                pump.start();
                pumps.add(pump);
            }
            for (Thread pump : pumps) {
                pump.join();
            }

            List<String> all = texts(log.tail(3 * count));
            for (String name : List.of("out", "err")) {
                assertThat(all.stream().filter(line -> line.startsWith(name)))
                        .containsExactlyElementsOf(
                                IntStream.range(0, count).mapToObj(i -> name + " " + i).toList());
            }
            assertThat(all).hasSize(2 * count);
        }
    }

    @Test
    void aFollowerGetsTheLastLinesAndThenEachNewOne() throws Exception {
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        try (LogFile log = open(LogPolicy.defaults())) {
            log.note("old");
            log.note("last");
            log.follow(1, line -> seen.add(line.text()));
            log.note("new");

            assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo("last");
            assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo("new");
        }
    }

    @Test
    void aFollowerGetsAllTheLinesItAskedForHoweverMany() {
        Queue<String> seen = new ConcurrentLinkedQueue<>();
        try (LogFile log = open(LogPolicy.defaults())) {
            IntStream.range(0, 25_000).forEach(i -> log.note("line " + i));

            log.follow(20_000, line -> seen.add(line.text()));
            log.note("new");

            Awaiting.until(() -> seen.contains("new"));
            assertThat(seen).hasSize(20_001).startsWith("line 5000").endsWith("new");
        }
    }

    @Test
    void aFollowerThatHangsHoldsUpNobodyAndIsToldWhatItMissed() throws Exception {
        CountDownLatch hanging = new CountDownLatch(1);
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        try (LogFile log = open(LogPolicy.defaults())) {
            log.follow(
                    0,
                    line -> {
                        try {
                            hanging.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                        seen.add(line.text());
                    });
            IntStream.range(0, 11_000).forEach(i -> log.note("line " + i));
            hanging.countDown();
            String first = seen.poll(10, TimeUnit.SECONDS);
            assertThat(first).isEqualTo("line 0");
            while (!seen.poll(10, TimeUnit.SECONDS).equals("line 9998")) {
                // They come in order; the queue is as long as it is.
            }
            log.note("after");

            String next = seen.poll(10, TimeUnit.SECONDS);
            while (next != null && next.startsWith("line ")) {
                next = seen.poll(10, TimeUnit.SECONDS);
            }
            assertThat(next).contains("lines are left out here");
        }
    }

    @Test
    void aFileThatCannotBeWrittenIsRefused() {
        assertThatThrownBy(
                        () ->
                                LogFile.open(
                                        folder.resolve("none/w.log"), WORKER, LogPolicy.defaults()))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("none/w.log")
                .hasMessageContaining("choose another folder");
    }

    @Test
    void aFullDiskDropsLinesAndTheWorkerGoesOn() {
        try (LogFile log =
                LogFile.open(Path.of("/dev/full"), WORKER, LogPolicy.defaults(), CLOCK)) {
            BlockingQueue<String> seen = new LinkedBlockingQueue<>();
            log.follow(0, line -> seen.add(line.text()));

            log.pump(bytes("one\ntwo\n"));
            log.pump(bytes("three\n"));

            List<String> told = new ArrayList<>();
            Awaiting.until(() -> seen.drainTo(told) >= 0 && told.contains("three"));
            assertThat(told)
                    .containsExactly(
                            "one", "two", "2 lines were dropped: No space left on device", "three");
        }
    }

    @Test
    void deletingLeavesNoFile() throws IOException {
        LogFile log = open(new LogPolicy(1024, 3));
        IntStream.range(0, 200).forEach(i -> log.note("line " + i));
        log.close();

        log.delete();

        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }
}
