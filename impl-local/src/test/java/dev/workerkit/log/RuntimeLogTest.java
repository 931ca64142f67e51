package dev.workerkit.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.Await;
import dev.workerkit.LogFilter;
import dev.workerkit.LogLine;
import dev.workerkit.LogPolicy;
import dev.workerkit.LogStream;
import dev.workerkit.WorkerId;
import dev.workerkit.WorkerRuntime.Subscription;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuntimeLogTest {

    @TempDir private Path folder;

    private final RuntimeLog all = new RuntimeLog();
    private final List<LogFile> logs = new ArrayList<>();

    private LogFile open(String name) {
        LogFile log =
                all.open(
                        folder.resolve(name + ".log"),
                        new WorkerId(name + "-id"),
                        name,
                        LogPolicy.defaults());
        logs.add(log);
        return log;
    }

    @AfterEach
    void close() {
        logs.forEach(LogFile::close);
        all.close();
    }

    private static List<String> texts(Iterable<LogLine> lines) {
        List<String> texts = new ArrayList<>();
        lines.forEach(line -> texts.add(line.name() + " " + line.text()));
        return texts;
    }

    @Test
    void showsTheLastLinesOfAllInTheOrderOfTheirTimes() {
        LogFile one = open("one");
        LogFile two = open("two");
        LogFile three = open("three");
        one.note(1, "a");
        two.note(1, "b");
        one.note(1, "c");
        three.note(1, "d");
        two.note(1, "e");
        one.note(1, "f");

        assertThat(texts(all.tail()))
                .containsExactly("one a", "two b", "one c", "three d", "two e", "one f");
        assertThat(texts(all.tail(3))).containsExactly("three d", "two e", "one f");
        assertThat(texts(all.tail(2, LogFilter.all().withWorkers("two", "three-id"))))
                .containsExactly("three d", "two e");
        assertThat(texts(two.tail(1))).containsExactly("two e");
    }

    @Test
    void aLogThatIsClosedIsNoPartOfIt() {
        LogFile one = open("one");
        open("two").note(1, "b");
        one.note(1, "a");
        one.close();

        assertThat(texts(all.tail())).containsExactly("two b");
        assertThat(texts(one.tail())).containsExactly("one a");
    }

    /** What is there and what comes meet without a gap, whoever writes meanwhile. */
    @Test
    void followsAllWithoutAGap() throws Exception {
        int count = 4_500;
        List<Thread> writers = new ArrayList<>();
        for (String name : List.of("one", "two")) {
            LogFile log = open(name);
            writers.add(
                    new Thread(
                            () -> {
                                for (int i = 0; i < count; i += 100) {
                                    byte[] bytes = lines(i, i + 100).getBytes();
                                    try (LogInput input = log.input(1, LogStream.OUT)) {
                                        input.accept(bytes, bytes.length);
                                    }
                                }
                            }));
        }
        Queue<LogLine> seen = new ConcurrentLinkedQueue<>();

        writers.forEach(Thread::start);
        Await.until("some lines are there", () -> !all.tail(1).isEmpty());
        Subscription following = all.follow(3 * count, seen::add);
        for (Thread writer : writers) {
            writer.join();
        }
        following.close();

        assertThat(seen).noneMatch(line -> line.stream() == LogStream.MASTER);
        assertThat(seen).hasSize(2 * count);
        List<Instant> times = seen.stream().map(LogLine::time).toList();
        List<Instant> sorted = new ArrayList<>(times);
        Collections.sort(sorted);
        assertThat(times).isEqualTo(sorted).doesNotHaveDuplicates();
        assertThat(List.copyOf(seen)).isEqualTo(all.tail(3 * count));
    }

    private static String lines(int from, int to) {
        StringBuilder lines = new StringBuilder();
        for (int i = from; i < to; i++) {
            lines.append("line ").append(i).append('\n');
        }
        return lines.toString();
    }

    @Test
    void aFollowerLearnsOfTheEndAfterTheLastLine() {
        LogFile one = open("one");
        Queue<LogLine> seen = new ConcurrentLinkedQueue<>();
        all.follow(1, seen::add);
        one.note(1, "last");

        all.close();

        Await.until("the last line is seen", () -> texts(seen).contains("one last"));
    }

    @Test
    void repeatsAreCountedForWhoWantsThat() {
        LogFile one = open("one");
        LogFile two = open("two");
        Queue<LogLine> seen = new ConcurrentLinkedQueue<>();
        LogFilter collapsing = LogFilter.all().collapsingRepeats();
        Subscription following = all.follow(0, collapsing, seen::add);
        for (String text : List.of("x", "x", "x", "y", "y")) {
            one.note(1, text);
        }
        two.note(1, "y");
        one.note(1, "y");
        one.note(2, "y");
        one.note(2, "y");

        List<String> expected =
                List.of(
                        "one x",
                        "one Last line repeated 2 times",
                        "one y",
                        "one Last line repeated 1 time",
                        "two y",
                        "one y",
                        "one y",
                        "one Last line repeated 1 time");
        assertThat(texts(all.tail(100, collapsing))).isEqualTo(expected);
        assertThat(all.tail(100)).hasSize(9);
        // Of the last repeat, although nothing comes after it.
        Await.until("all is seen", () -> texts(seen).equals(expected));
        one.note(2, "y");
        following.close();
        assertThat(texts(seen)).hasSize(9).endsWith("one Last line repeated 1 time");
    }

    @Test
    void aLineThatIsRepeatedForEverIsToldOfMeanwhile() {
        LogFile one = open("one");
        Queue<LogLine> seen = new ConcurrentLinkedQueue<>();
        one.follow(0, LogFilter.all().collapsingRepeats(), seen::add);

        Await.until(
                "the repeats are told of though they go on",
                () -> {
                    one.note(1, "again");
                    return seen.size() > 1;
                });

        assertThat(texts(seen).get(1)).startsWith("one Last line repeated ");
    }
}
