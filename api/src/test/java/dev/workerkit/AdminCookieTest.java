package dev.workerkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdminCookieTest {

    private static final String SECRET = "correct horse battery staple";

    @TempDir private Path folder;

    private Path file(byte[] content, String permissions) throws IOException {
        Path file = Files.write(folder.resolve("cookie"), content);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-------", "r--------"})
    void theSecretOfAFileIsItsContentWithoutWhiteSpaceAtItsEnds(String permissions)
            throws IOException {
        Path file = file((" \t" + SECRET + "\r\n\n").getBytes(UTF_8), permissions);

        assertThat(AdminCookie.file(file).secret()).isEqualTo(SECRET.getBytes(UTF_8));
    }

    @Test
    void aSecretNeedNotBeText() throws IOException {
        byte[] content = new byte[32];
        for (int i = 0; i < content.length; i++) {
            content[i] = (byte) (0xE0 + i);
        }
        assertThat(AdminCookie.file(file(content, "rw-------")).secret()).isEqualTo(content);
    }

    @Test
    void theFileIsReadAnew() throws IOException {
        AdminCookie cookie = AdminCookie.file(file(SECRET.getBytes(UTF_8), "rw-------"));
        cookie.secret();
        file("another horse, another staple".getBytes(UTF_8), "rw-------");

        assertThat(cookie.secret()).asString(UTF_8).startsWith("another");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-----w-", "rwxrwxrwx"})
    void aFileThatOthersCanReachIsRefused(String permissions) throws IOException {
        Path file = file(SECRET.getBytes(UTF_8), permissions);

        assertThatThrownBy(() -> AdminCookie.file(file).secret())
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("the cookie file " + file + " is open to others: ")
                .hasMessageContaining("run: chmod 600 " + file)
                .hasMessageNotContaining("horse");
    }

    @Test
    void aFileThatIsNotThereOrAFolderIsRefused() {
        Path none = folder.resolve("none");
        assertThatThrownBy(() -> AdminCookie.file(none).secret())
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("the cookie file " + none + " does not exist")
                .hasMessageContaining("head -c 32 /dev/urandom | base64");
        assertThatThrownBy(() -> AdminCookie.file(folder).secret())
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("the cookie file " + folder + " is a folder");
    }

    @Test
    void aShortSecretIsRefusedWithoutTellingIt() throws IOException {
        Path file = file("  fifteen_bytes_x ".getBytes(UTF_8), "rw-------");

        assertThatThrownBy(() -> AdminCookie.file(file).secret())
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("the cookie file " + file + " has 15 bytes")
                .hasMessageContaining("use at least 16")
                .hasMessageNotContaining("fifteen");
        assertThatThrownBy(() -> AdminCookie.of("0123456789abcde"))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("the cookie has 15 bytes")
                .hasMessageNotContaining("0123");
        assertThat(AdminCookie.of("0123456789abcdef").secret()).hasSize(16);
        assertThat(AdminCookie.of("ü".repeat(8)).secret()).as("bytes count").hasSize(16);
    }

    @Test
    void theSecretOfAVariableIsItsValue() {
        Map.Entry<String, String> variable =
                System.getenv().entrySet().stream()
                        .filter(entry -> entry.getValue().strip().matches("[ -~]{16,}"))
                        .findFirst()
                        .orElseThrow();

        assertThat(AdminCookie.environment(variable.getKey()).secret())
                .asString(UTF_8)
                .isEqualTo(variable.getValue().strip());
        assertThatThrownBy(() -> AdminCookie.environment("NO_SUCH_VARIABLE").secret())
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("the environment variable NO_SUCH_VARIABLE is not set");
    }

    @Test
    void noTextShowsTheSecret() {
        AdminCookie cookie = AdminCookie.of(SECRET);

        assertThat(cookie.toString()).doesNotContain("horse");
        assertThat(SharedWorkerSpec.existing().withCookie(cookie).toString())
                .contains("AdminCookie[secret]")
                .doesNotContain("horse");
    }
}
