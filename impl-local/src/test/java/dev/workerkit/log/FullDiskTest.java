package dev.workerkit.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.LogLine;
import dev.workerkit.LogPolicy;
import dev.workerkit.LogStream;
import dev.workerkit.SmallDisk;
import dev.workerkit.WorkerId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A disk of 64 KiB. */
class FullDiskTest {

    private static final Pattern LOST =
            Pattern.compile("(\\d+) lines lost: No space left on device");

    @TempDir private Path disk;

    private @Nullable SmallDisk mounted;

    @BeforeEach
    void mount() throws Exception {
        mounted = SmallDisk.mount(disk, "64k");
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted != null) {
            mounted.unmount();
        }
    }

    private LogFile open(LogPolicy policy) {
        return new RuntimeLog()
                .open(disk.resolve("w.log"), new WorkerId("wrk-1"), "worker", policy);
    }

    private Path fill() throws IOException {
        Path filler = disk.resolve("filler");
        try (var out = Files.newOutputStream(filler, StandardOpenOption.CREATE_NEW)) {
            while (true) {
                out.write(new byte[1024]);
            }
        } catch (IOException full) {
            return filler;
        }
    }

    private static void write(LogFile log, int from, int to) {
        StringBuilder text = new StringBuilder();
        IntStream.range(from, to).forEach(i -> text.append("line ").append(i).append('\n'));
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        try (LogInput input = log.input(1, LogStream.OUT)) {
            input.accept(bytes, bytes.length);
        }
    }

    @Test
    void whatTheDiskDoesNotTakeIsCountedAndToldWhenThereIsRoomAgain() throws IOException {
        try (LogFile log = open(LogPolicy.defaults())) {
            Path filler = fill();
            write(log, 0, 1000);
            write(log, 1000, 2000);
            Files.delete(filler);
            write(log, 2000, 2001);

            assertAccounted(log, 2001);
            assertThat(log.tail(1).get(0).text()).isEqualTo("line 2000");
        }
    }

    @Test
    void whatFitsIsKept() throws IOException {
        try (LogFile log = open(LogPolicy.defaults())) {
            Files.write(disk.resolve("filler"), new byte[32 * 1024]);
            write(log, 0, 2000);

            List<LogLine> kept = log.tail(2000);
            assertThat(kept).hasSizeGreaterThan(400);
            assertThat(kept.get(kept.size() - 1).text()).isEqualTo("line " + (kept.size() - 1));
        }
    }

    @Test
    void theLossIsToldAtTheLatestWhenTheLogIsClosed() throws IOException {
        LogFile log = open(LogPolicy.defaults());
        Path filler = fill();
        write(log, 0, 500);
        Files.delete(filler);

        log.close();

        assertAccounted(log, 500);
    }

    @Test
    void theLastWordsAreKnownAllTheSame() throws IOException {
        try (LogFile log = open(LogPolicy.defaults())) {
            fill();
            write(log, 0, 100);

            assertThat(log.lastLines(1)).extracting(LogLine::text).endsWith("line 99");
        }
    }

    /** Rotating while the disk is full neither stops the log for ever nor deletes what is kept. */
    @Test
    void rotationGoesOnAfterwards() throws IOException {
        try (LogFile log = open(new LogPolicy(16 * 1024, 3))) {
            write(log, 0, 300);
            Path filler = fill();
            IntStream.range(0, 200).forEach(i -> write(log, 300 + 10 * i, 310 + 10 * i));
            Files.delete(filler);
            write(log, 2300, 2600);

            assertThat(log.tail(1).get(0).text()).isEqualTo("line 2599");
            assertThat(log.tail(5000)).extracting(LogLine::text).contains("line 2300");
            for (int i = 0; i < 3; i++) {
                Path part = i == 0 ? log.file() : disk.resolve("w.log." + i);
                assertThat(Files.size(part)).isLessThanOrEqualTo(16 * 1024);
            }
        }
    }

    /** What was lost before is not forgotten over it. */
    @Test
    void whatIsLostBeforeARotationFailsIsCounted() throws Exception {
        Path few = Files.createDirectory(disk.resolve("few"));
        SmallDisk roomForTwoFiles = SmallDisk.mount(few, "64k,nr_inodes=3");
        try (LogFile log =
                new RuntimeLog()
                        .open(
                                few.resolve("w.log"),
                                new WorkerId("wrk-1"),
                                "worker",
                                new LogPolicy(16 * 1024, 3))) {
            Path filler = few.resolve("filler");
            Files.write(filler, new byte[60 * 1024]);
            write(log, 0, 1000);
            Files.delete(filler);
            write(log, 1000, 1001);

            assertAccounted(log, 1001);
        } finally {
            roomForTwoFiles.unmount();
        }
    }

    /** Each line is there, or counted in a note that stands where it is missing. */
    private static void assertAccounted(LogFile log, int lines) {
        int next = 0;
        for (LogLine line : log.tail(lines + 1)) {
            var lost = LOST.matcher(line.text());
            if (line.stream() == LogStream.MASTER && lost.matches()) {
                next += Integer.parseInt(lost.group(1));
            } else {
                assertThat(line.text()).isEqualTo("line " + next);
                next++;
            }
        }
        assertThat(next).isEqualTo(lines);
    }
}
