package dev.workerkit.os;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.WorkerException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunDirectoryTest {

    @TempDir Path base;
    private Path memory;
    private Path disk;

    @BeforeEach
    void makeBases() throws IOException {
        memory = Files.createDirectory(base.resolve("memory"));
        disk = Files.createDirectory(base.resolve("disk"));
    }

    @Test
    void opensPrivateDirectoriesAndLeavesNothing() throws Exception {
        try (RunDirectory directory = open(RunPlace.in(RunKind.PROCESSES, memory, disk))) {
            assertThat(directory.token()).matches("[a-z2-7]{8}");
            assertThat(directory.path())
                    .isEqualTo(LockedDirectory.home(memory).resolve(directory.token()));
            assertThat(directory.logs())
                    .isEqualTo(LockedDirectory.home(disk).resolve(directory.token()));
            for (Path path : List.of(directory.logs(), directory.path())) {
                assertThat(mode(path)).isEqualTo("rwx------");
                assertThat(mode(path.getParent())).isEqualTo("rwx------");
            }
            Files.createDirectories(directory.path().resolve("a/b"));
            Files.createSymbolicLink(directory.path().resolve("a/link"), disk);
        }
        assertThat(memory).isEmptyDirectory();
        assertThat(disk).isEmptyDirectory();
    }

    @Test
    void oneBaseMayServeForBoth() {
        try (RunDirectory directory = open(RunPlace.in(RunKind.PROCESSES, disk, disk))) {
            assertThat(directory.logs()).isEqualTo(directory.path());
        }
        assertThat(disk).isEmptyDirectory();
    }

    @Test
    void opensWhereTheMachineHasMemoryForFiles() {
        try (RunDirectory directory = open(RunPlace.choose(RunKind.PROCESSES, Optional.empty()))) {
            assertThat(directory.path()).isDirectory();
            assertThat(directory.path().toString().length()).as("room for sockets").isLessThan(60);
        }
    }

    @Test
    void refusesAHomeThatOthersCanEnter() throws Exception {
        Path home = Files.createDirectory(LockedDirectory.home(memory));
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-x---"));
        assertRefused(home + " can be entered by other users");
    }

    @Test
    void refusesAHomeThatIsALink() throws Exception {
        Path elsewhere = Files.createDirectory(base.resolve("elsewhere"));
        Path home = Files.createSymbolicLink(LockedDirectory.home(memory), elsewhere);
        assertRefused(home + " is not a directory");
    }

    @Test
    void refusesAHomeOfAnotherUser() throws Exception {
        Assumptions.assumeTrue(LibC.geteuid() == 0, "only root can give a directory away");
        Path home = Files.createDirectory(LockedDirectory.home(memory));
        Files.setAttribute(home, "unix:uid", 4711);
        assertRefused(home + " belongs to the user with the id 4711");
    }

    @Test
    void aMissingBaseIsTold() {
        assertThatThrownBy(
                        () -> open(RunPlace.in(RunKind.PROCESSES, base.resolve("missing"), disk)))
                .isInstanceOf(WorkerException.class)
                .hasMessageContaining("missing");
    }

    @Test
    void leavesLivingSiblingsAlone() throws Exception {
        try (RunDirectory first = open(RunPlace.in(RunKind.PROCESSES, memory, disk));
                RunDirectory second = open(RunPlace.in(RunKind.PROCESSES, memory, disk))) {
            // Reading the lock as any tool may do it must not give it up.
            Files.readAllBytes(first.path().resolve("lock"));
            try (RunDirectory third = open(RunPlace.in(RunKind.PROCESSES, memory, disk))) {
                assertThat(
                                Stream.of(first, second, third)
                                        .flatMap(each -> Stream.of(each.logs(), each.path())))
                        .allMatch(Files::isDirectory);
            }
        }
        assertThat(memory).isEmptyDirectory();
    }

    @Test
    void sweepsWhatTheDeadLeftAndNothingElse() throws Exception {
        Path home = Files.createDirectory(LockedDirectory.home(disk), privately());
        Path dead = Files.createDirectory(home.resolve("deadbeef"));
        Files.createFile(dead.resolve("lock"));
        Path halfDeleted = Files.createDirectory(home.resolve("deadmeat"));
        Path abandoned = Files.createDirectory(home.resolve(".deadline"));
        Files.setLastModifiedTime(
                abandoned, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
        Path beingMade = Files.createDirectory(home.resolve(".newcomer"));
        Path foreign = Files.createFile(home.resolve("notes.txt"));
        open(RunPlace.in(RunKind.PROCESSES, memory, disk)).close();
        assertThat(dead).doesNotExist();
        assertThat(halfDeleted).doesNotExist();
        assertThat(beingMade).isDirectory();
        assertThat(abandoned).doesNotExist();
        assertThat(foreign).exists();
    }

    @Test
    void mastersThatOpenAndCloseAtTheSameTimeDoNotHurtEachOther() throws Exception {
        ExecutorService masters = Executors.newFixedThreadPool(8);
        try {
            List<Future<Boolean>> results = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                results.add(masters.submit(this::openAndClose));
            }
            for (Future<Boolean> result : results) {
                assertThat(result.get(10, TimeUnit.SECONDS)).isTrue();
            }
        } finally {
            masters.shutdownNow();
        }
        assertThat(memory).isEmptyDirectory();
        assertThat(disk).isEmptyDirectory();
    }

    private static RunDirectory open(RunPlace place) {
        return RunDirectory.create(place, token -> {});
    }

    private boolean openAndClose() throws IOException {
        try (RunDirectory directory = open(RunPlace.in(RunKind.PROCESSES, memory, disk))) {
            Files.createFile(directory.logs().resolve("log"));
            Thread.yield();
            return Files.exists(directory.path()) && Files.exists(directory.logs().resolve("log"));
        }
    }

    private void assertRefused(String reason) {
        assertThatThrownBy(() -> open(RunPlace.in(RunKind.PROCESSES, memory, disk)))
                .isInstanceOf(WorkerException.class)
                .hasMessageContaining(reason)
                .hasMessageContaining("remove it");
    }

    private static FileAttribute<?> privately() {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
