package dev.workerkit.tck.verification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.AdminCookie;
import dev.workerkit.BootstrapProfile;
import dev.workerkit.BootstrapStage;
import dev.workerkit.ChannelSpec;
import dev.workerkit.EventLoopKind;
import dev.workerkit.ProcessIdentity;
import dev.workerkit.SocketContext;
import dev.workerkit.SpecException;
import dev.workerkit.tck.Requirement;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Bootstrap profiles as JSON files. */
class ProfileFiles {

    private static final String SECRET = "0123456789abcdef the secret";

    @RegisterExtension final Stage stage = new Stage();

    private static BootstrapProfile full() {
        return BootstrapProfile.defaults()
                .withJavaHome(Path.of("/opt/jdk"))
                .withWrapper("nice", "-n", "10")
                .withClassPath(List.of(Path.of("/a b.jar"), Path.of("/ä.jar")))
                .withJvmOption("-Xmx64m")
                .withJvmOption("-Dtext=\"a\\b\"")
                .withHook(BootstrapStage.BEFORE_LOADING, "a.First")
                .withHook(BootstrapStage.BEFORE_LOADING, "a.Second")
                .withHook(BootstrapStage.BEFORE_CONSTRUCTION, "a.Third")
                .withHook(BootstrapStage.BEFORE_RUNNING, "a.Fourth")
                .withArguments(
                        "text",
                        1,
                        1L << 40,
                        BigInteger.ONE.shiftLeft(70),
                        0.1,
                        -0.0,
                        1e300,
                        true,
                        List.of(List.of(), "inner", false))
                .withChannel(
                        ChannelSpec.bytes()
                                .withMaxMessageBytes(1000)
                                .withCapacityBytes(2000)
                                .withAcknowledgement())
                .withEventLoop(EventLoopKind.NIO)
                .withSocketContext(
                        SocketContext.defaults()
                                .withCertificate(Path.of("/w.pem"), Path.of("/w.key"))
                                .withTrusted(Path.of("/t.pem"))
                                .withClientCertificates()
                                .withoutHostNameCheck())
                .withCookie(AdminCookie.file(Path.of("/cookie")))
                .withKillSwitch(Path.of("/kill-switch.json"))
                .withIdentity(new ProcessIdentity(1000, 1001, List.of(4, 27)))
                .withClassDataArchive(false)
                .withClassDataArchiveFile(Path.of("/classes.jsa"));
    }

    @Test
    @Requirement("WRK-BOOT-010")
    void whatIsWrittenIsReadAgain() throws IOException {
        Path file = stage.folder().resolve("profile.json");
        for (BootstrapProfile profile :
                List.of(
                        full(),
                        full().withCookie(AdminCookie.environment("COOKIE")),
                        BootstrapProfile.defaults())) {
            profile.write(file);
            assertThat(BootstrapProfile.read(file)).isEqualTo(profile);
        }
        try (Stream<Path> left = Files.list(stage.folder())) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    @Requirement("WRK-BOOT-010")
    void relativePathsAreThoseOfTheFilesFolder() throws IOException {
        BootstrapProfile read =
                BootstrapProfile.read(
                        written(
                                """
                                {
                                  "classPath": ["a.jar", "/b.jar"],
                                  "cookie": {"file": "deep/cookie"},
                                  "killSwitch": "switch.json"
                                }
                                """));
        assertThat(read.classPath())
                .containsExactly(stage.folder().resolve("a.jar"), Path.of("/b.jar"));
        assertThat(read.cookie()).contains(AdminCookie.file(stage.folder().resolve("deep/cookie")));
        assertThat(read.killSwitch()).contains(stage.folder().resolve("switch.json"));
    }

    @Test
    @Requirement("WRK-BOOT-011")
    void unknownFieldsAreRefusedWithTheKnownOnes() throws IOException {
        refused("{\"jvmOption\": []}", "jvmOption", "jvmOptions");
        refused("{\"channel\": {\"kodec\": \"json\"}}", "channel.kodec", "codec");
        refused("{\"hooks\": {\"stage0\": []}}", "hooks.stage0", "stage1, stage2, stage3");
        refused("{\"socketContext\": {\"key\": \"k\"}}", "socketContext.key", "privateKey");
        refused("{\"cookie\": {\"secret\": \"s\"}}", "bootstrap.cookie", "environment");
        refused("{\"identity\": {\"user\": 1}}", "identity", "uid");
    }

    @Test
    @Requirement("WRK-BOOT-011")
    void wrongTypesAreRefusedWithTheTypeThatIsTaken() throws IOException {
        refused("{\"wrapper\": \"nice\"}", "wrapper", "list");
        refused("{\"jvmOptions\": [64]}", "jvmOptions", "string");
        refused("{\"javaHome\": true}", "javaHome", "string");
        refused("{\"channel\": \"json\"}", "channel", "object");
        refused("{\"classDataArchive\": 1}", "classDataArchive", "true or false");
        refused("{\"identity\": {\"uid\": \"0\", \"gid\": 0}}", "identity.uid", "number");
        refused("{\"eventLoop\": \"fast\"}", "eventLoop", "nio");
        refused("{\"arguments\": [null]}", "arguments", "null");
        refused("{\"killSwitch\": null}", "killSwitch", "null");
    }

    @Test
    @Requirement("WRK-BOOT-011")
    void whatIsNotJsonIsRefusedWithItsPlace() throws IOException {
        refused("{\n  \"wrapper\": [,]\n}", "line 2");
        refused("{\"wrapper\": [], \"wrapper\": []}", "line 1");
        refused("[]", "object");
        refused("", "JSON");
    }

    @Test
    @Requirement("WRK-BOOT-011")
    void aSecretIsNotWritten() {
        Path file = stage.folder().resolve("secret.json");
        BootstrapProfile profile = BootstrapProfile.defaults().withCookie(AdminCookie.of(SECRET));
        assertThatThrownBy(() -> profile.write(file))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("cookie")
                .hasMessageNotContaining(SECRET);
        assertThat(file).doesNotExist();
    }

    private Path written(String text) throws IOException {
        return Files.writeString(stage.folder().resolve("profile.json"), text);
    }

    private void refused(String text, String... words) throws IOException {
        Path file = written(text);
        assertThatThrownBy(() -> BootstrapProfile.read(file))
                .as(text)
                .isInstanceOf(SpecException.class)
                .hasMessageContainingAll(words);
    }
}
