package dev.workerkit.tck.verification;

import static dev.workerkit.WorkerState.FAILED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.LogFilter;
import dev.workerkit.LogLine;
import dev.workerkit.LogStream;
import dev.workerkit.RestartPolicy;
import dev.workerkit.SpecException;
import dev.workerkit.Worker;
import dev.workerkit.WorkerRuntime.Subscription;
import dev.workerkit.tck.Requirement;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What readers of one worker's log get. */
class LogReading {

    private static final LogFilter OUTPUT = LogFilter.all().withStreams(LogStream.OUT);

    @RegisterExtension final Stage stage = new Stage();

    @Test
    @Requirement("WRK-LOG-009")
    void theLastFiveHundredAreShownUnlessAnotherNumberIsGiven() {
        Worker worker = ended(counting(600));

        assertThat(texts(worker.log().tail())).hasSize(500).startsWith("102").contains("600");
        assertThat(texts(worker.log().tail(3, OUTPUT))).isEqualTo(numbers(598, 600));
        assertThat(texts(worker.log().tail(9999, OUTPUT))).isEqualTo(numbers(1, 600));
    }

    @Test
    @Requirement("WRK-LOG-009")
    void filtersChooseTheLastOfTheLinesThatMatch() {
        Worker worker =
                stage.start(
                        Workers.startedAgain(
                                Workers.script(counting(50) + "; echo oops >&2; exit 1"), 1));
        stage.history().event(worker, 2, FAILED);

        assertThat(read(worker, LogFilter.matching("^4.$").withIncarnation(1)))
                .isEqualTo(numbers(40, 49));
        assertThat(texts(worker.log().tail(3, LogFilter.matching("0").withIncarnation(2))))
                .containsExactly("30", "40", "50");
        assertThat(read(worker, LogFilter.all().withStreams(LogStream.ERR)))
                .containsExactly("oops", "oops");
        assertThat(read(worker, OUTPUT.withIncarnation(2))).isEqualTo(numbers(1, 50));
        assertThat(read(worker, OUTPUT.withIncarnation(3))).isEmpty();
        assertThat(read(worker, OUTPUT.withWorkers(worker.name()))).hasSize(100);
        assertThat(read(worker, OUTPUT.withWorkers("somebody-else"))).isEmpty();
    }

    private static List<String> read(Worker worker, LogFilter filter) {
        return texts(worker.log().tail(1000, filter));
    }

    @Test
    @Requirement("WRK-LOG-009")
    void filtersHoldForNewLinesToo() {
        Queue<LogLine> seen = new ConcurrentLinkedQueue<>();
        Worker worker = stage.start(Workers.script("sleep 0.2; " + counting(40) + "; exit 2"));

        Subscription following =
                worker.log().follow(100, OUTPUT.withExpression("^.?7$"), seen::add);
        Stage.ended(worker);
        following.close();

        assertThat(texts(seen)).containsExactly("7", "17", "27", "37");
    }

    @Test
    @Requirement("WRK-LOG-009")
    void aBadExpressionIsRefusedWithItsPosition() {
        assertThatThrownBy(() -> LogFilter.matching("good(bad"))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("good(bad")
                .hasMessageContaining("position 8");
    }

    @Test
    @Requirement("WRK-LOG-011")
    void repeatsAreCountedForAReaderWhoWantsThat() throws IOException {
        Worker worker = ended("echo a; echo b; echo b; echo b; echo c; echo c; echo b");

        assertThat(texts(worker.log().tail(7, OUTPUT.collapsingRepeats())))
                .containsExactly(
                        "a",
                        "b",
                        "Last line repeated 2 times",
                        "c",
                        "Last line repeated 1 time",
                        "b");
        assertThat(texts(worker.log().tail(7, OUTPUT)))
                .as("to a reader who does not want it")
                .containsExactly("a", "b", "b", "b", "c", "c", "b");
        assertThat(Files.readAllLines(worker.log().file())).as("in the file").hasSize(2 + 7);
    }

    @Test
    @Requirement("WRK-LOG-011")
    void linesOfDifferentOriginAreNoRepeats() {
        Worker worker =
                stage.start(
                        Workers.startedAgain(
                                Workers.script("echo same; echo same >&2; exit 1"), 1));
        stage.history().event(worker, 2, FAILED);
        LogFilter filter =
                LogFilter.matching("same")
                        .withStreams(LogStream.OUT, LogStream.ERR)
                        .collapsingRepeats();

        assertThat(texts(worker.log().tail(10, filter)))
                .containsExactly("same", "same", "same", "same");
    }

    @Test
    @Requirement("WRK-LOG-011")
    void whoFollowsLearnsOfRepeatsAlsoWhenNothingElseComes() {
        Queue<LogLine> seen = new ConcurrentLinkedQueue<>();
        Worker worker = stage.start(Workers.script("echo x; echo x; echo x; exec sleep 1000000"));

        worker.log().follow(100, OUTPUT.collapsingRepeats(), seen::add);

        Stage.session()
                .await(
                        "the repeats are told of though no other line comes",
                        () -> texts(seen),
                        texts -> texts.equals(List.of("x", "Last line repeated 2 times")));
        assertThat(List.copyOf(seen).get(1).stream()).isEqualTo(LogStream.MASTER);
    }

    /** Begun again and again, for the moment in which old lines end and new ones begin is short. */
    @Test
    @Requirement("WRK-LOG-014")
    void whoFollowsGetsEachLineOnceInOrderWhateverIsWrittenMeanwhile() {
        Worker worker =
                stage.start(
                        Workers.script(
                                """
                                i=0
                                while :; do
                                    i=$((i + 1))
                                    echo $i
                                    [ $((i % 200)) -gt 0 ] || sleep 0.001
                                done
                                """));
        Stage.session()
                .await(
                        "some lines are there",
                        () -> worker.log().tail(100, OUTPUT).size(),
                        size -> size == 100);

        for (int i = 0; i < 50; i++) {
            Queue<LogLine> seen = new ConcurrentLinkedQueue<>();
            Subscription following = worker.log().follow(100, OUTPUT, seen::add);
            Stage.session().await("new lines are seen", seen::size, size -> size > 300);
            following.close();

            List<String> texts = texts(seen);
            int first = Integer.parseInt(texts.get(0));
            assertThat(texts).isEqualTo(numbers(first, first + texts.size() - 1));
        }
    }

    @Test
    @Requirement("WRK-LOG-014")
    void whoFollowsFromTheBeginGetsAll() {
        Worker worker = stage.start(Workers.script(counting(3000)));
        Queue<LogLine> seen = new ConcurrentLinkedQueue<>();
        Subscription following = worker.log().follow(10_000, seen::add);
        Stage.ended(worker);
        following.close();

        assertThat(List.copyOf(seen)).hasSize(3002).isEqualTo(worker.log().tail(10_000));
    }

    private Worker ended(String script) {
        Worker worker = stage.start(Workers.script(script).withRestart(RestartPolicy.never()));
        Stage.ended(worker);
        return worker;
    }

    private static String counting(int to) {
        return "i=0; while [ $i -lt %d ]; do i=$((i + 1)); echo $i; done".formatted(to);
    }

    private static List<String> numbers(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(Integer::toString).toList();
    }

    private static List<String> texts(Iterable<LogLine> lines) {
        return java.util.stream.StreamSupport.stream(lines.spliterator(), false)
                .map(LogLine::text)
                .toList();
    }
}
