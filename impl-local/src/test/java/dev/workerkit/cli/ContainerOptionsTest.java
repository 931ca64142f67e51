package dev.workerkit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.Disk;
import dev.workerkit.Isolation;
import dev.workerkit.Mount;
import dev.workerkit.NetworkAccess;
import dev.workerkit.ProcessIdentity;
import dev.workerkit.PublishedPort;
import dev.workerkit.Resources;
import dev.workerkit.SpecException;
import dev.workerkit.WorkerSize;
import dev.workerkit.WorkerSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Each option becomes the field that it stands for. */
class ContainerOptionsTest {

    private static final WorkerSpec BARE = WorkerSpec.command("true");

    private static WorkerSpec given(String... words) {
        ContainerOptions options = new ContainerOptions();
        new CommandLine(CommandLine.Model.CommandSpec.forAnnotatedObject(options))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .parseArgs(words);
        return options.applied(BARE);
    }

    private static Isolation isolationOf(String... words) {
        return given(words).isolation();
    }

    @Test
    void withoutOptionsNothingIsAsked() {
        assertThat(given()).isEqualTo(BARE);
    }

    @Test
    void anImageIsTaken() {
        assertThat(given("--image", "debian:12").image()).contains("debian:12");
    }

    @Test
    void partsOfASizeAreReplaced() {
        assertThat(given("--size", "m").resources()).contains(WorkerSize.M.resources());
        assertThat(given("--size", "S", "--memory", "1G").resources())
                .contains(Resources.of(0.5, 1L << 30));
        assertThat(given("--size", "S", "--cpus", "2").resources())
                .contains(Resources.of(2, 256L << 20));
        assertThat(given("--cpus", "0.25", "--memory", "64Mi").resources())
                .contains(Resources.of(0.25, 64L << 20));
        assertThat(given("--memory", "64Mi").resources().orElseThrow().cpus())
                .isGreaterThan(Runtime.getRuntime().availableProcessors());
    }

    @Test
    void processorsWithoutMemoryAreNoLimit() {
        assertThatThrownBy(() -> given("--cpus", "1"))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("only the processors are limited");
    }

    @Test
    void mountsAreOfTheMachineTheDiskAndMemory() {
        assertThat(
                        given(
                                        "--mount",
                                        "/a:b:/c",
                                        "--mount=data:/var/data:rw",
                                        "--mount=/x:/y:ro",
                                        "--own-mount=up:/var/up",
                                        "--temporary=/var/cache=16M",
                                        "--disk=10M")
                                .mounts())
                .containsExactly(
                        Mount.host(Path.of("/a:b"), "/c"),
                        Mount.host(Path.of("data").toAbsolutePath(), "/var/data").asWritable(),
                        Mount.host(Path.of("/x"), "/y"),
                        Mount.own("up", "/var/up"),
                        Mount.temporary("/var/cache", 16L << 20));
    }

    @Test
    void aDiskMayBeKept() {
        assertThat(given("--disk", "10M").disk()).contains(Disk.of(10L << 20));
        assertThat(given("--disk", "1G:/srv/d:e").disk())
                .contains(Disk.of(1L << 30).keptIn(Path.of("/srv/d:e")));
    }

    @Test
    void tmpIsPartOfTheIsolation() {
        WorkerSpec spec = given("--temporary", "/tmp=1G");

        assertThat(spec.mounts()).isEmpty();
        assertThat(spec.isolation()).isEqualTo(Isolation.strict().withTemporaryBytes(1L << 30));
    }

    @Test
    void portsArePublishedOnTheLoopbackUnlessAnAddressIsGiven() {
        assertThat(
                        isolationOf(
                                        "--publish=80",
                                        "--publish=8080:81",
                                        "--publish=0.0.0.0:82",
                                        "--publish=[::1]:8083:83")
                                .published())
                .isEqualTo(
                        Set.of(
                                PublishedPort.local(80),
                                new PublishedPort("127.0.0.1", 8080, 81),
                                new PublishedPort("0.0.0.0", 82, 82),
                                new PublishedPort("::1", 8083, 83)));
        assertThat(isolationOf("--publish=80").network()).isEqualTo(NetworkAccess.OUTBOUND);
        assertThatThrownBy(() -> isolationOf("--publish=80", "--network=none"))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("no ports to publish");
    }

    @Test
    void eachWallIsLoosenedByItsName() {
        assertThat(isolationOf("--network", "host").network()).isEqualTo(NetworkAccess.HOST);
        assertThat(isolationOf("--user", "1000:100").user())
                .contains(ProcessIdentity.of(1000, 100));
        assertThat(isolationOf("--processes", "7").processes()).isEqualTo(7);
        assertThat(isolationOf("--writable-root").writableRoot()).isTrue();
        assertThat(isolationOf("--new-privileges").newPrivileges()).isTrue();
        assertThat(isolationOf("--capability=net_raw", "--capability=CAP_CHOWN").capabilities())
                .containsExactly("CHOWN", "NET_RAW");
    }

    @Test
    void whatCantBeMeantIsRefusedWithTheOptionAndAnExample() {
        record Wrong(String option, String value, String advice) {}
        for (Wrong wrong :
                List.of(
                        new Wrong("--size", "XXL", "use S, M, L or XL"),
                        new Wrong("--memory", "lots", "write it like 512M"),
                        new Wrong("--mount", "/a", "write it like data:/var/data"),
                        new Wrong("--mount", "/a:b", "use an absolute path"),
                        new Wrong("--own-mount", "../x:/b", "does not leave it"),
                        new Wrong("--own-mount", ":/b", "write it like uploads:/var/uploads"),
                        new Wrong("--temporary", "/a", "write it like /var/cache=64M"),
                        new Wrong("--temporary", "/a=b", "write it like 512M"),
                        new Wrong("--disk", "1", "1 MiB"),
                        new Wrong("--disk", "x:/srv", "write it like 512M"),
                        new Wrong("--network", "some", "NONE, OUTBOUND, HOST"),
                        new Wrong("--publish", "http", "write it like 8080"),
                        new Wrong("--publish", "70000", "1 to 65535"),
                        new Wrong("--user", "me", "for example 1000:1000"),
                        new Wrong("--user", "1:2:3", "for example 1000:1000"),
                        new Wrong("--user", "-1:2", "0 to"))) {
            assertThatThrownBy(() -> given(wrong.option + "=" + wrong.value))
                    .isInstanceOf(ParameterException.class)
                    .hasMessageContaining(wrong.option)
                    .hasMessageContaining(wrong.advice);
        }
    }
}
