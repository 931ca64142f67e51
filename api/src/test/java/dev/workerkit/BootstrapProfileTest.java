package dev.workerkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a profile holds, refuses, and fills in. */
class BootstrapProfileTest {

    private static final BootstrapProfile DEFAULTS = BootstrapProfile.defaults();
    private static final WorkerSpec JAVA = WorkerSpec.of(BootstrapProfileTest.class);

    @Test
    void profilesOfTheSameContentAreEqual() {
        BootstrapProfile one = DEFAULTS.withJvmOption("-Xmx64m").withArguments(1, "two");
        assertThat(one).isEqualTo(DEFAULTS.withJvmOption("-Xmx64m").withArguments(1L, "two"));
        assertThat(one)
                .hasSameHashCodeAs(DEFAULTS.withJvmOption("-Xmx64m").withArguments(1, "two"));
        assertThat(one).isNotEqualTo(DEFAULTS.withJvmOption("-Xmx64m").withArguments(2, "two"));
        assertThat(DEFAULTS).isEqualTo(BootstrapProfile.defaults());
    }

    @Test
    void hooksKeepTheirOrder() {
        BootstrapProfile profile =
                DEFAULTS.withHook(BootstrapStage.BEFORE_LOADING, "b")
                        .withHook(BootstrapStage.BEFORE_RUNNING, "c")
                        .withHook(BootstrapStage.BEFORE_LOADING, "a");
        assertThat(profile.hooks(BootstrapStage.BEFORE_LOADING)).containsExactly("b", "a");
        assertThat(profile.hooks(BootstrapStage.BEFORE_CONSTRUCTION)).isEmpty();
        assertThat(profile.hooks(BootstrapStage.BEFORE_RUNNING)).containsExactly("c");
    }

    @Test
    void numbersHaveOneForm() {
        List<Object> numbers =
                DEFAULTS.withArguments(
                                (byte) 1,
                                2L,
                                1L << 40,
                                BigInteger.TEN,
                                BigInteger.ONE.shiftLeft(80),
                                0.5f,
                                new BigDecimal("1.10"),
                                List.of((short) 3))
                        .arguments();
        assertThat(numbers)
                .containsExactly(
                        1, 2, 1L << 40, 10, BigInteger.ONE.shiftLeft(80), 0.5, 1.1, List.of(3));
    }

    @Test
    void whatNoProcessCanBeGivenIsRefused() {
        assertRefused("bootstrap.arguments", () -> DEFAULTS.withArguments(Double.NaN));
        assertRefused("bootstrap.arguments", () -> DEFAULTS.withArguments(this));
        assertRefused("bootstrap.arguments", () -> DEFAULTS.withArguments((Object) null));
        assertRefused(
                "bootstrap.arguments",
                () -> DEFAULTS.withArguments(new BigDecimal("0.12345678901234567890")));
        assertRefused("bootstrap.jvmOptions", () -> DEFAULTS.withJvmOption(" "));
        assertRefused("bootstrap.jvmOptions", () -> DEFAULTS.withJvmOption("a\0b"));
        assertRefused("bootstrap.wrapper", () -> DEFAULTS.withWrapper("nice", ""));
        assertRefused(
                "bootstrap.hooks", () -> DEFAULTS.withHook(BootstrapStage.BEFORE_LOADING, ""));
        assertRefused("bootstrap.identity.uid", () -> ProcessIdentity.of(-1, 1));
        assertRefused("bootstrap.identity.gid", () -> ProcessIdentity.of(1, -1));
        assertRefused(
                "bootstrap.identity.groups", () -> new ProcessIdentity(1, 1, Arrays.asList(-1)));
        assertRefused(
                "bootstrap.channel.directory",
                () -> DEFAULTS.withChannel(ChannelSpec.json().withDurable(Path.of("/x"))));
    }

    @Test
    void relativePathsBecomeAbsolute() {
        BootstrapProfile profile =
                DEFAULTS.withClassPath(List.of(Path.of("a.jar")))
                        .withCookie(AdminCookie.file(Path.of("cookie")))
                        .withSocketContext(
                                SocketContext.defaults().withTrusted(Path.of("trusted.pem")));
        assertThat(profile.classPath()).containsExactly(Path.of("a.jar").toAbsolutePath());
        assertThat(profile.cookie()).contains(AdminCookie.file(Path.of("cookie").toAbsolutePath()));
        assertThat(profile.socketContext().orElseThrow().trusted())
                .contains(Path.of("trusted.pem").toAbsolutePath());
    }

    @Test
    void whatASpecLeavesOpenIsFilledIn() {
        BootstrapProfile profile =
                DEFAULTS.withChannel(ChannelSpec.strings()).withArguments("filled in");
        assertThat(profile.applyTo(JAVA).channel()).isEqualTo(ChannelSpec.strings());
        assertThat(profile.applyTo(JAVA).launch())
                .isInstanceOfSatisfying(
                        Launch.JavaWorker.class,
                        java -> assertThat(java.arguments()).containsExactly("filled in"));
        assertThat(profile.applyTo(PoolSpec.of(JAVA)).member().channel())
                .isEqualTo(ChannelSpec.strings().withAcknowledgement());
    }

    @Test
    void whatASpecSaysStays() {
        BootstrapProfile profile = DEFAULTS.withChannel(ChannelSpec.strings()).withArguments("a");
        WorkerSpec given =
                WorkerSpec.of(BootstrapProfileTest.class, "given").withChannel(ChannelSpec.json());
        assertThat(profile.applyTo(given)).isEqualTo(given);
        assertThat(profile.applyTo(PoolSpec.of(given))).isEqualTo(PoolSpec.of(given));
        WorkerSpec command = WorkerSpec.command("true");
        assertThat(profile.applyTo(command)).isEqualTo(command);
    }

    @Test
    void aSharedWorkersCookieAndCertificatesAreFilledIn() {
        AdminCookie cookie = AdminCookie.environment("COOKIE");
        SocketContext context = SocketContext.defaults().withoutHostNameCheck();
        BootstrapProfile profile = DEFAULTS.withCookie(cookie).withSocketContext(context);
        SharedWorkerSpec applied = profile.applyTo(SharedWorkerSpec.existing());
        assertThat(applied.cookie()).contains(cookie);
        assertThat(applied.socketContext()).contains(context);
        AdminCookie other = AdminCookie.environment("OTHER");
        assertThat(profile.applyTo(SharedWorkerSpec.existing().withCookie(other)).cookie())
                .contains(other);
    }

    private static void assertRefused(String field, Runnable building) {
        assertThatThrownBy(building::run)
                .isInstanceOfSatisfying(
                        SpecException.class, e -> assertThat(e.field()).isEqualTo(field));
    }
}
