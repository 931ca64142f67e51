package dev.workerkit.profile;

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
import dev.workerkit.WorkerException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** Profiles as JSON: there and back, and what is refused. */
class JsonProfileFormatTest {

    private static Path folder;

    @BeforeContainer
    static void makeFolder() throws IOException {
        folder = Files.createTempDirectory("profiles-").toRealPath();
    }

    @AfterContainer
    static void deleteFolder() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    @Property(tries = 300)
    void whatIsWrittenIsReadAgain(@ForAll("profiles") BootstrapProfile profile) {
        Path file = folder.resolve("profile.json");
        profile.write(file);
        assertThat(BootstrapProfile.read(file)).isEqualTo(profile);
    }

    @Provide
    Arbitrary<BootstrapProfile> profiles() {
        Arbitrary<String> words =
                Arbitraries.strings()
                        .ascii()
                        .withChars("äß€\u2028")
                        .ofMinLength(1)
                        .ofMaxLength(12)
                        .filter(word -> !word.isBlank() && word.indexOf('\0') < 0);
        Arbitrary<Path> paths = words.map(word -> folder.resolve(word.replace('/', '_')));
        Arbitrary<BootstrapProfile> jvm =
                Combinators.combine(
                                paths.optional(),
                                words.list().ofMaxSize(3),
                                paths.list().ofMaxSize(3),
                                words.list().ofMaxSize(3),
                                words.list().ofMaxSize(4),
                                arguments(words),
                                channels(words).optional(),
                                Arbitraries.of(true, false))
                        .as(JsonProfileFormatTest::jvm);
        return jvm.flatMap(profile -> sockets(profile, words, paths));
    }

    private static Arbitrary<List<Object>> arguments(Arbitrary<String> words) {
        Arbitrary<Object> plain =
                Arbitraries.oneOf(
                        words.map(word -> (Object) word),
                        Arbitraries.strings()
                                .ofMaxLength(4)
                                .filter(JsonProfileFormatTest::isWhole)
                                .map(text -> (Object) text),
                        Arbitraries.integers().map(number -> (Object) number),
                        Arbitraries.longs().map(number -> (Object) number),
                        Arbitraries.bigIntegers()
                                .between(BigInteger.TEN.pow(40).negate(), BigInteger.TEN.pow(40))
                                .map(number -> (Object) number),
                        Arbitraries.doubles().map(number -> (Object) number),
                        Arbitraries.of(-0.0, Double.MIN_VALUE, Double.MAX_VALUE, true, false));
        return Arbitraries.oneOf(plain, plain.list().ofMaxSize(3).map(list -> (Object) list))
                .list()
                .ofMaxSize(4);
    }

    /** A half of a pair is no character, and UTF-8 has no form for it. */
    private static boolean isWhole(String text) {
        return text.codePoints().noneMatch(point -> point >= 0xd800 && point <= 0xdfff);
    }

    private static Arbitrary<ChannelSpec> channels(Arbitrary<String> words) {
        return Combinators.combine(
                        Arbitraries.of(
                                ChannelSpec.json(), ChannelSpec.strings(), ChannelSpec.bytes()),
                        Arbitraries.integers().between(1, 1 << 20),
                        Arbitraries.of(true, false))
                .as(
                        (channel, bytes, acknowledged) -> {
                            ChannelSpec sized = channel.withMaxMessageBytes(bytes);
                            return acknowledged ? sized.withAcknowledgement() : sized;
                        });
    }

    private static BootstrapProfile jvm(
            Optional<Path> javaHome,
            List<String> wrapper,
            List<Path> classPath,
            List<String> options,
            List<String> hooks,
            List<Object> arguments,
            Optional<ChannelSpec> channel,
            boolean archive) {
        BootstrapProfile profile =
                BootstrapProfile.defaults()
                        .withWrapper(wrapper.toArray(String[]::new))
                        .withClassPath(classPath)
                        .withArguments(arguments.toArray())
                        .withClassDataArchive(archive);
        profile = javaHome.map(profile::withJavaHome).orElse(profile);
        for (String option : options) {
            profile = profile.withJvmOption(option);
        }
        for (int i = 0; i < hooks.size(); i++) {
            profile = profile.withHook(BootstrapStage.values()[i * 7 % 3], hooks.get(i));
        }
        return channel.map(profile::withChannel).orElse(profile);
    }

    private static Arbitrary<BootstrapProfile> sockets(
            BootstrapProfile start, Arbitrary<String> words, Arbitrary<Path> paths) {
        Arbitrary<AdminCookie> cookies =
                Arbitraries.oneOf(
                        paths.map(AdminCookie::file), words.map(AdminCookie::environment));
        Arbitrary<SocketContext> contexts =
                Combinators.combine(paths, paths, paths, Arbitraries.integers().between(0, 7))
                        .as(JsonProfileFormatTest::context);
        Arbitrary<Integer> ids = Arbitraries.integers().between(0, Integer.MAX_VALUE);
        Arbitrary<ProcessIdentity> identities =
                Combinators.combine(ids, ids, ids.list().ofMaxSize(3)).as(ProcessIdentity::new);
        return Combinators.combine(
                        Arbitraries.of(EventLoopKind.class),
                        contexts.optional(),
                        cookies.optional(),
                        paths.optional(),
                        identities.optional(),
                        paths.optional())
                .as(
                        (loop, context, cookie, killSwitch, identity, archive) -> {
                            BootstrapProfile profile = start.withEventLoop(loop);
                            profile = context.map(profile::withSocketContext).orElse(profile);
                            profile = cookie.map(profile::withCookie).orElse(profile);
                            profile = killSwitch.map(profile::withKillSwitch).orElse(profile);
                            profile = identity.map(profile::withIdentity).orElse(profile);
                            return archive.map(profile::withClassDataArchiveFile).orElse(profile);
                        });
    }

    private static SocketContext context(Path chain, Path key, Path trusted, int kind) {
        SocketContext context = SocketContext.defaults().withTrusted(trusted);
        context = (kind & 1) == 0 ? context : context.withCertificate(chain, key);
        context = (kind & 2) == 0 ? context : context.withClientCertificates();
        return (kind & 4) == 0 ? context : context.withoutHostNameCheck();
    }

    @Example
    void theDefaultsAreAnEmptyObject() throws IOException {
        Path file = folder.resolve("defaults.json");
        BootstrapProfile.defaults().write(file);
        assertThat(Files.readString(file)).isEqualToIgnoringWhitespace("{}");
        assertThat(BootstrapProfile.read(file)).isEqualTo(BootstrapProfile.defaults());
    }

    @Example
    void theExampleOfTheSpecificationIsRead() throws IOException {
        Path file = written(example());
        BootstrapProfile expected =
                BootstrapProfile.defaults()
                        .withWrapper("nice", "-n", "10")
                        .withClassPath(
                                List.of(
                                        folder.resolve("app.jar"),
                                        folder.resolve("lib/queries.jar")))
                        .withJvmOption("-Xmx256m")
                        .withHook(BootstrapStage.BEFORE_LOADING, "com.example.Logging")
                        .withHook(BootstrapStage.BEFORE_RUNNING, "com.example.Warming")
                        .withArguments("jdbc:example", 4)
                        .withChannel(ChannelSpec.strings().withAcknowledgement())
                        .withSocketContext(
                                SocketContext.defaults()
                                        .withCertificate(
                                                folder.resolve("tls/worker.pem"),
                                                folder.resolve("tls/worker.key"))
                                        .withTrusted(folder.resolve("tls/authority.pem"))
                                        .withClientCertificates())
                        .withCookie(AdminCookie.file(folder.resolve("cookie")))
                        .withKillSwitch(Path.of("/etc/workers/kill-switch.json"))
                        .withIdentity(new ProcessIdentity(1000, 1000, List.of(27)));
        assertThat(BootstrapProfile.read(file)).isEqualTo(expected);
    }

    private static String example() throws IOException {
        String document = Files.readString(Path.of("..", "api", "SPEC.md"));
        int section = document.indexOf("\n## Bootstrap profiles\n");
        int begin = document.indexOf("```json\n", section) + "```json\n".length();
        return document.substring(begin, document.indexOf("```", begin));
    }

    @Example
    void whatIsNoProfileIsRefusedByItsField() throws IOException {
        refused(
                "{\"jvmOption\": []}",
                "bootstrap.jvmOption",
                "no such field",
                "jvmOptions, killSwitch");
        refused("{\"b\": 1, \"a\": 2}", "bootstrap.a", "nor b");
        refused("{\"channel\": {\"kodec\": 1}}", "bootstrap.channel.kodec", "capacityBytes, codec");
        refused(
                "{\"hooks\": {\"stage4\": []}}",
                "bootstrap.hooks.stage4",
                "stage1, stage2, stage3");
        refused("{\"cookie\": {\"secret\": \"x\"}}", "bootstrap.cookie", "environment, file");
        refused("{\"javaHome\": 3}", "bootstrap.javaHome", "the number 3", "a string");
        refused("{\"jvmOptions\": \"-Xmx1g\"}", "bootstrap.jvmOptions", "the string", "a list");
        refused("{\"jvmOptions\": [\"-Xmx1g\", 1]}", "bootstrap.jvmOptions[1]", "a string");
        refused("{\"classPath\": [{}]}", "bootstrap.classPath[0]", "an object", "a string");
        refused("{\"channel\": []}", "bootstrap.channel", "a list", "an object");
        refused("{\"classDataArchive\": \"yes\"}", "bootstrap.classDataArchive", "true or false");
        refused("{\"identity\": {\"uid\": 1.5, \"gid\": 1}}", "bootstrap.identity.uid", "whole");
        refused(
                "{\"identity\": {\"uid\": 99999999999, \"gid\": 1}}",
                "bootstrap.identity.uid",
                "the number 99999999999");
        refused("{\"identity\": {\"uid\": 1}}", "bootstrap.identity.gid", "missing");
        refused(
                "{\"identity\": {\"uid\": -1, \"gid\": 1}}",
                "bootstrap.identity.uid",
                "-1 is no number");
        refused("{\"killSwitch\": null}", "bootstrap.killSwitch", "null", "leave it out");
        refused("{\"jvmOptions\": [null]}", "bootstrap.jvmOptions[0]", "null");
        refused("{\"arguments\": [null]}", "bootstrap.arguments", "null");
        refused("{\"arguments\": [{}]}", "bootstrap.arguments", "an object can't be given");
        refused("{\"eventLoop\": \"io_uring\"}", "bootstrap.eventLoop", "auto, nio, epoll");
        refused("{\"cookie\": {}}", "bootstrap.cookie", "nowhere");
        refused(
                "{\"cookie\": {\"file\": \"a\", \"environment\": \"B\"}}",
                "bootstrap.cookie",
                "two places");
        refused("{\"javaHome\": \"a\\u0000b\"}", "bootstrap.javaHome", "no path");
    }

    @Example
    void whatIsNoJsonIsRefusedWithItsPlace() throws IOException {
        refused("", "bootstrap", "not one JSON object", "line 1");
        refused("[]", "bootstrap", "no JSON object");
        refused("{\n  \"wrapper\": [}", "bootstrap", "not one JSON", "line 2, column 1");
        refused("{} {}", "bootstrap", "not one JSON", "line 1, column 4");
        refused("{\"wrapper\": [],\n\"wrapper\": []}", "bootstrap", "each field once", "line 2");
        assertThatThrownBy(() -> BootstrapProfile.read(folder.resolve("nowhere.json")))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("nowhere.json does not exist");
    }

    @Example
    void whatIsWrittenInPlaceOfACookieIsNotRepeated() throws IOException {
        String secret = "5ecre7-5ecre7-5ecre7";
        for (String cookie :
                List.of(
                        "\"%s\"",
                        "[\"%s\"]",
                        "%s",
                        "'%s'",
                        "\"%s",
                        "{\"%s\": 1}",
                        "{\"file\": \"a\", \"%s\": 1}",
                        "{\"%s\": 1, \"%1$s\": 1}",
                        "{\"%s\"}",
                        "{\"file\": [\"%s\"]}",
                        "{\"file\": \"%s\\u0000\"}",
                        "{\"environment\": {\"%s\": 1}}",
                        "{\"file\": \"a\"}, \"b\": \"c\"} \"%s\"")) {
            String text = "{\"cookie\": " + String.format(cookie, secret) + "}";
            Path file = written(text);
            assertThatThrownBy(() -> BootstrapProfile.read(file))
                    .as(text)
                    .isInstanceOf(SpecException.class)
                    .hasMessageNotContaining(secret)
                    .hasMessageNotContaining("Source");
        }
        for (String number : List.of("1234567890123456", "{\"file\": 1234567890123456}")) {
            Path file = written("{\"cookie\": " + number + "}");
            assertThatThrownBy(() -> BootstrapProfile.read(file))
                    .isInstanceOf(SpecException.class)
                    .hasMessageContaining("a number")
                    .hasMessageNotContaining("1234567890123456");
        }
    }

    @Example
    void aSecretIsNotWritten() throws IOException {
        Path file = folder.resolve("secret.json");
        String secret = "0123456789abcdef-secret";
        BootstrapProfile profile = BootstrapProfile.defaults().withCookie(AdminCookie.of(secret));
        assertThatThrownBy(() -> profile.write(file))
                .isInstanceOf(SpecException.class)
                .hasMessageContaining("bootstrap.cookie")
                .hasMessageNotContaining(secret);
        assertThat(file).doesNotExist();
    }

    @Example
    void aFileThatCantBeWrittenIsToldAndNothingIsLeft() throws IOException {
        assertThatThrownBy(
                        () ->
                                BootstrapProfile.defaults()
                                        .write(folder.resolve("none/profile.json")))
                .isInstanceOf(WorkerException.class)
                .hasMessageContaining("none/profile.json");
        Path taken = Files.createDirectory(folder.resolve("taken"));
        Files.createFile(taken.resolve("inside"));
        assertThatThrownBy(() -> BootstrapProfile.defaults().write(taken))
                .isInstanceOf(WorkerException.class);
        try (Stream<Path> all = Files.list(folder)) {
            assertThat(all.filter(path -> path.getFileName().toString().startsWith(".")).toList())
                    .isEmpty();
        }
    }

    private static Path written(String text) throws IOException {
        return Files.writeString(folder.resolve("written.json"), text);
    }

    private static void refused(String text, String field, String... words) throws IOException {
        Path file = written(text);
        assertThatThrownBy(() -> BootstrapProfile.read(file))
                .as(text)
                .isInstanceOf(SpecException.class)
                .hasMessageContainingAll(words)
                .extracting(e -> ((SpecException) e).field())
                .isEqualTo(field);
    }
}
