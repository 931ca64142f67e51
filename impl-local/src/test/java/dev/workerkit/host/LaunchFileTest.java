package dev.workerkit.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.ChannelSpec;
import dev.workerkit.WorkerException;
import dev.workerkit.WorkerId;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaunchFileTest {

    @TempDir Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("launch");
    }

    @Test
    void whatIsWrittenIsReadAgain() {
        LaunchFile launch =
                launch(
                        Duration.ofMillis(1500),
                        "ü",
                        "x".repeat(100_000),
                        7L,
                        Long.MIN_VALUE,
                        2.5,
                        true,
                        BigInteger.TEN.pow(30),
                        new BigDecimal("0.10"),
                        List.of(List.of("a", 1L), List.of()));
        launch.write(file);

        assertThat(LaunchFile.read(file)).isEqualTo(launch);
    }

    @Test
    void onlyThisUserMayReadIt() throws IOException {
        Files.writeString(file, "left by another");
        launch(Duration.ZERO).write(file);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(LaunchFile.read(file)).isEqualTo(launch(Duration.ZERO));
    }

    @Test
    void aLoopTimeThatNeverPassesStaysOne() {
        launch(Duration.ofSeconds(Long.MAX_VALUE)).write(file);

        assertThat(LaunchFile.read(file).loopTime()).isGreaterThan(Duration.ofDays(100_000));
    }

    @Test
    void refusesWhatIsNoLaunchFile() throws IOException {
        assertThatThrownBy(() -> LaunchFile.read(file))
                .isInstanceOf(WorkerException.class)
                .hasMessageContaining(file.toString());
        for (String content : List.of("", "L", "nonsense", "S\0\0\0\1x", "L\0\0\0\1S\0\0\0\1x")) {
            Files.writeString(file, content);
            assertThatThrownBy(() -> LaunchFile.read(file))
                    .isInstanceOf(WorkerException.class)
                    .hasMessageContaining(file.toString());
        }
    }

    @Test
    void saysWhereItCanNotBeWritten() {
        Path nowhere = folder.resolve("none").resolve("launch");
        assertThatThrownBy(() -> launch(Duration.ZERO).write(nowhere))
                .isInstanceOf(WorkerException.class)
                .hasMessageContaining(nowhere.toString());
    }

    private LaunchFile launch(Duration loopTime, Object... arguments) {
        return new LaunchFile(
                new WorkerId("w-1"),
                "Name",
                3,
                "a.B$C",
                List.of(arguments),
                loopTime,
                new Hooks(List.of("a", "b"), List.of(), List.of("c")),
                new Oversight(Optional.of(Duration.ofMillis(1500)), OptionalLong.of(17)),
                folder,
                ChannelSpec.bytes().withMaxMessageBytes(77).withCapacityBytes(7777));
    }
}
