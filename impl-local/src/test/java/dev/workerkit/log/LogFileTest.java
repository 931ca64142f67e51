package dev.workerkit.log;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.Await;
import dev.workerkit.Launch;
import dev.workerkit.LogLine;
import dev.workerkit.LogPolicy;
import dev.workerkit.LogStream;
import dev.workerkit.SpecException;
import dev.workerkit.WorkerId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
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

    @TempDir private Path folder;

    private LogFile open(LogPolicy policy) {
        return open(folder.resolve("w.log"), policy);
    }

    private static LogFile open(Path path, LogPolicy policy) {
        return new RuntimeLog(CLOCK).open(path, WORKER, "worker", policy);
    }

    /** What the worker writes to a stream from its begin to its end. */
    private static void write(LogFile log, int incarnation, LogStream stream, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try (LogInput input = log.input(incarnation, stream)) {
            input.accept(bytes, bytes.length);
        }
    }

    private static void write(LogFile log, String text) {
        write(log, 1, LogStream.OUT, text);
    }

    private static List<String> texts(List<LogLine> lines) {
        return lines.stream().map(LogLine::text).toList();
    }

    @Test
    void tellsOfEachLineWhenItCameAndFromWhere() throws IOException {
        try (LogFile log = open(LogPolicy.defaults())) {
            log.started(1, new Launch.Command(List.of("php", "worker.php", "a b")));
            write(log, 1, LogStream.OUT, "one\r\ntwo\n\n");
            write(log, 1, LogStream.ERR, "last");
            log.note(2, "again");

            assertThat(Files.readAllLines(log.file()))
                    .containsExactly(
                            "[Tue Dec  7 13:39:41.000000 2010] wrk-1 1:master Started Worker"
                                    + " (command: 'php', parameter: 'worker.php a b')",
                            "[Tue Dec  7 13:39:41.000001 2010] wrk-1 1:out one",
                            "[Tue Dec  7 13:39:41.000002 2010] wrk-1 1:out two",
                            "[Tue Dec  7 13:39:41.000003 2010] wrk-1 1:out ",
                            "[Tue Dec  7 13:39:41.000004 2010] wrk-1 1:err last",
                            "[Tue Dec  7 13:39:41.000005 2010] wrk-1 2:master again");
            assertThat(log.tail(3))
                    .containsExactly(
                            line(3, 1, LogStream.OUT, ""),
                            line(4, 1, LogStream.ERR, "last"),
                            line(5, 2, LogStream.MASTER, "again"));
        }
    }

    private static LogLine line(int micros, int incarnation, LogStream stream, String text) {
        return new LogLine(
                CLOCK.instant().plusNanos(1000L * micros),
                WORKER,
                "worker",
                incarnation,
                stream,
                text);
    }

    @Test
    void aLineOfSomebodyElseIsShownWithTheTimeOfTheNextOne() throws IOException {
        try (LogFile log = open(LogPolicy.defaults())) {
            write(log, "one\n");
            Files.writeString(
                    log.file(),
                    "[Tue Dec  7 13:39:41.000000 2010] wrk-1 x:out no\nwhat?\n",
                    StandardOpenOption.APPEND);
        }
        try (LogFile log = open(LogPolicy.defaults())) {
            write(log, "two\n");

            assertThat(log.tail(4))
                    .containsExactly(
                            line(0, 1, LogStream.OUT, "one"),
                            line(
                                    0,
                                    0,
                                    LogStream.MASTER,
                                    "[Tue Dec  7 13:39:41.000000 2010] wrk-1 x:out no"),
                            line(0, 0, LogStream.MASTER, "what?"),
                            line(0, 1, LogStream.OUT, "two"));
        }
    }

    @Test
    void timesNeverGoBack() {
        Instant begin = CLOCK.instant();
        Iterator<Instant> times =
                List.of(begin, begin.minusSeconds(60), begin.plusSeconds(1)).iterator();
        Timeline timeline =
                new Timeline(
                        new Clock() {
                            @Override
                            public Instant instant() {
                                return times.next();
                            }

                            @Override
                            public ZoneOffset getZone() {
                                return ZoneOffset.UTC;
                            }

                            @Override
                            public Clock withZone(ZoneId zone) {
                                return this;
                            }
                        });
        Audience nobody = new Audience();

        List<Instant> told =
                Stream.generate(() -> timeline.tell(nobody, time -> at(time)).time())
                        .limit(3)
                        .toList();

        assertThat(told).containsExactly(begin, begin.plusNanos(1000), begin.plusSeconds(1));
    }

    private static LogLine at(Instant time) {
        return new LogLine(time, WORKER, "worker", 1, LogStream.OUT, "");
    }

    @Test
    void goesOnWhereAnEarlierOneEnded() {
        try (LogFile first = open(LogPolicy.defaults())) {
            first.note(1, "before");
        }
        try (LogFile second = open(LogPolicy.defaults())) {
            second.note(1, "after");

            assertThat(texts(second.tail(9))).containsExactly("before", "after");
        }
    }

    @Test
    void rotatesAndKeepsSoManyFilesAndNoMore() throws IOException {
        LogPolicy policy = new LogPolicy(1024, 3);
        try (LogFile log = open(policy)) {
            IntStream.range(0, 200).forEach(i -> log.note(1, "line " + i));

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
            write(log, output);

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
            IntStream.range(0, 100).forEach(i -> log.note(1, "line " + i));

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
            write(log, "x".repeat(200_000) + "\nshort\n");

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
                LogStream stream = LogStream.valueOf(name.toUpperCase(Locale.ROOT));
                Thread pump = new Thread(() -> write(log, 1, stream, text.toString()));
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
            log.note(1, "old");
            log.note(1, "last");
            log.follow(1, line -> seen.add(line.text()));
            log.note(1, "new");

            assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo("last");
            assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo("new");
        }
    }

    @Test
    void aFollowerGetsAllTheLinesItAskedForHoweverMany() {
        Queue<String> seen = new ConcurrentLinkedQueue<>();
        try (LogFile log = open(LogPolicy.defaults())) {
            IntStream.range(0, 25_000).forEach(i -> log.note(1, "line " + i));

            log.follow(20_000, line -> seen.add(line.text()));
            log.note(1, "new");

            Await.until("the new line is seen", () -> seen.contains("new"));
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
            IntStream.range(0, 11_000).forEach(i -> log.note(1, "line " + i));
            hanging.countDown();
            String first = seen.poll(10, TimeUnit.SECONDS);
            assertThat(first).isEqualTo("line 0");
            while (!seen.poll(10, TimeUnit.SECONDS).equals("line 9998")) {
                // They come in order; the queue is as long as it is.
            }
            log.note(1, "after");

            String next = seen.poll(10, TimeUnit.SECONDS);
            while (next != null && next.startsWith("line ")) {
                next = seen.poll(10, TimeUnit.SECONDS);
            }
            assertThat(next).contains("lines are left out here");
        }
    }

    @Test
    void aFileThatCannotBeWrittenIsRefused() {
        assertThatThrownBy(() -> open(folder.resolve("none/w.log"), LogPolicy.defaults()))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("none/w.log")
                .hasMessageContaining("choose another folder");
    }

    @Test
    void theLastWordsOfAnIncarnationAreAtHandAndShort() {
        try (LogFile log = open(LogPolicy.defaults())) {
            IntStream.range(0, 20).forEach(i -> write(log, 1, LogStream.ERR, "line " + i + "\n"));
            write(log, "x".repeat(5000));

            List<String> last = texts(log.lastLines(1));
            assertThat(last).hasSize(10).startsWith("line 11").contains("line 19");
            assertThat(last.get(9)).isEqualTo("x".repeat(1000) + "…");

            log.note(2, "Started");
            write(log, 1, LogStream.OUT, "late");

            assertThat(log.lastLines(1)).isEmpty();
            assertThat(texts(log.lastLines(2))).containsExactly("Started");
        }
    }

    @Test
    void whatComesAfterTheLastWordsAreSealedIsOnlyInTheLog() {
        try (LogFile log = open(LogPolicy.defaults())) {
            write(log, 1, LogStream.OUT, "its own\n");
            log.sealLastLines(1);
            write(log, 1, LogStream.OUT, "asked for\n");

            assertThat(texts(log.lastLines(1))).containsExactly("its own");
            assertThat(texts(log.tail(1))).containsExactly("asked for");

            log.note(2, "Started");
            log.sealLastLines(1);
            log.note(2, "again");
            assertThat(texts(log.lastLines(2))).containsExactly("Started", "again");
        }
    }

    @Test
    void deletingLeavesNoFile() throws IOException {
        LogFile log = open(new LogPolicy(1024, 3));
        IntStream.range(0, 200).forEach(i -> log.note(1, "line " + i));
        log.close();

        log.delete();

        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }
}
