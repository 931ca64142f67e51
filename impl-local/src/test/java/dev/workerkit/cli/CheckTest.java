package dev.workerkit.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.AdminCookie;
import dev.workerkit.BootstrapProfile;
import dev.workerkit.ChannelSpec;
import dev.workerkit.Counter;
import dev.workerkit.MessageCodec;
import dev.workerkit.Range;
import dev.workerkit.SharedWorker;
import dev.workerkit.SharedWorkerSpec;
import dev.workerkit.SocketContext;
import dev.workerkit.WireLimits;
import dev.workerkit.WorkerAddress;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerRuntimes;
import dev.workerkit.WorkerSpec;
import dev.workerkit.WorkerStatus;
import dev.workerkit.tck.fixture.CertificateAuthority;
import dev.workerkit.worker.Peer;
import dev.workerkit.worker.SharedWorkerHandler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The commands about shared workers, with real ones. */
@Timeout(120)
class CheckTest {

    private static final String SECRET = "correct horse battery staple";

    @TempDir private static Path folder;

    private static WorkerRuntime runtime;
    private static Path cookie;
    private static Path socket;
    private static final List<SharedWorker> started = new ArrayList<>();

    /** Tells of its queue, and to who has the cookie of its secret too. */
    public static final class Queue implements SharedWorkerHandler {
        @Override
        public void onMessage(Object message, Peer peer) {}

        @Override
        public WorkerStatus onQuery(boolean privileged) {
            List<Counter> counters = new ArrayList<>();
            counters.add(
                    Counter.of("queue", 7)
                            .within(0, 100)
                            .withWarning(Range.parse("10"))
                            .withCritical(Range.parse("20")));
            counters.add(Counter.of("free space", 1e-7).withUnit("%"));
            if (privileged) {
                counters.add(Counter.of("secret", 42).withWarning(Range.parse("41")));
            }
            return new WorkerStatus("working|hard", counters);
        }
    }

    /** Its messages are bytes that are kept as they are. */
    public static final class Odd implements MessageCodec {
        @Override
        public ByteBuffer encode(Object message) {
            return ByteBuffer.wrap((byte[]) message);
        }

        @Override
        public <T> T decode(ByteBuffer bytes, Class<T> type) {
            byte[] content = new byte[bytes.remaining()];
            bytes.get(content);
            return type.cast(content);
        }
    }

    /** Says more to each master than that takes unread. */
    public static final class Chatterbox implements SharedWorkerHandler {
        @Override
        public void onConnect(Peer peer) {
            for (int i = 0; i < 48; i++) {
                peer.send(new byte[64 << 10]);
            }
        }

        @Override
        public void onMessage(Object message, Peer peer) {}
    }

    private record Said(int exitCode, String line) {}

    private static Said check(String... words) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, false, UTF_8);
        int exitCode = Check.run(out, words);
        out.flush();
        String text = bytes.toString(UTF_8);
        assertThat(text).endsWith("\n");
        return new Said(exitCode, text.substring(0, text.length() - 1));
    }

    private static String address(Path socket) {
        return "unix://" + socket;
    }

    @BeforeAll
    static void startWorker() throws IOException {
        runtime = WorkerRuntimes.open("local");
        cookie = Files.writeString(folder.resolve("cookie"), SECRET + "\n");
        Files.setPosixFilePermissions(cookie, PosixFilePermissions.fromString("rw-------"));
        socket = folder.resolve("queue");
        connect(socket, WorkerSpec.of(Queue.class).withName("queue"));
    }

    private static SharedWorker connect(Path at, WorkerSpec spec) {
        return connect(
                new WorkerAddress.Unix(at),
                SharedWorkerSpec.of(spec)
                        .withLimits(WireLimits.defaults().withMaxUnreadBytes(4 << 20)));
    }

    private static SharedWorker connect(WorkerAddress at, SharedWorkerSpec spec) {
        SharedWorker connected = runtime.connect(at, spec.withCookie(AdminCookie.file(cookie)));
        started.add(connected);
        return connected;
    }

    @AfterAll
    static void stopWorker() {
        // A test that fails may leave its own.
        for (SharedWorker each : started) {
            if (each.disconnect().isEmpty()) {
                each.stop().join();
            }
        }
        runtime.close();
    }

    @Test
    void allCountersAreJudgedByTheWorkersOwnRanges() {
        Said said = check(address(socket));

        assertThat(said.line)
                .startsWith("SHARED-WORKER OK - working/hard | 'queue'=7;10;20;0;100")
                .contains(" 'free space'=0.0000001% ")
                .containsPattern(" 'wall_time'=[0-9.]+s")
                .contains(" 'connections'=")
                .doesNotContain("secret");
        assertThat(said.exitCode).isZero();
    }

    @Test
    void whoHasTheCookieIsToldMore() {
        Said said = check(address(socket), "--cookie-file", cookie.toString());

        assertThat(said.line)
                .startsWith("SHARED-WORKER WARNING - secret is 42 (warning: 41); working/hard | ");
        assertThat(said.exitCode).isEqualTo(1);
    }

    @Test
    void givenRangesStandBeforeTheWorkersOwn() {
        assertThat(check(address(socket), "-m", "queue", "-w", "5"))
                .isEqualTo(
                        new Said(
                                1,
                                "SHARED-WORKER WARNING - queue is 7 (warning: 5); working/hard"
                                        + " | 'queue'=7;5;20;0;100"));
        assertThat(check("-m", "queue", "-c", "@7:8", address(socket)))
                .isEqualTo(
                        new Said(
                                2,
                                "SHARED-WORKER CRITICAL - queue is 7 (critical: @7:8); working/hard"
                                        + " | 'queue'=7;10;@7:8;0;100"));
    }

    @Test
    void aCounterThatThereIsNotIsUnknown() {
        Said said = check(address(socket), "-m", "queues");

        assertThat(said.line)
                .startsWith(
                        "SHARED-WORKER UNKNOWN - no counter 'queues'; there are: queue, free space,")
                .doesNotContain("\n");
        assertThat(said.exitCode).isEqualTo(3);
    }

    @Test
    void aWrongCookieIsUnknown() throws IOException {
        Path wrong = Files.writeString(folder.resolve("wrong"), "another horse, another staple");
        Files.setPosixFilePermissions(wrong, PosixFilePermissions.fromString("rw-------"));

        Said said = check(address(socket), "--cookie-file", wrong.toString());

        assertThat(said.line).startsWith("SHARED-WORKER UNKNOWN - ").contains("cookie: ");
        assertThat(said.exitCode).isEqualTo(3);
    }

    @Test
    void aCookieFileThatOthersCanReadIsUnknown() throws IOException {
        Path open = Files.writeString(folder.resolve("open"), SECRET);
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rw-r--r--"));

        Said said = check(address(socket), "--cookie-file", open.toString());

        assertThat(said.line)
                .startsWith("SHARED-WORKER UNKNOWN - ")
                .contains("chmod 600")
                .doesNotContain("horse");
        assertThat(said.exitCode).isEqualTo(3);
    }

    @Test
    void whereNobodyListensIsCritical() {
        Said said = check(address(folder.resolve("nobody")));

        assertThat(said.line).startsWith("SHARED-WORKER CRITICAL - Nobody listens at unix:///");
        assertThat(said.exitCode).isEqualTo(2);
        assertThat(folder.resolve("nobody")).as("it starts none").doesNotExist();
    }

    @Test
    void aStaleSocketIsCriticalAndStays() throws IOException {
        Path stale = folder.resolve("stale");
        ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(stale))
                .close();

        assertThat(check(address(stale)).exitCode).isEqualTo(2);
        assertThat(stale).exists();
    }

    @Test
    void whoDoesNotAnswerInTimeIsUnknown() throws IOException {
        Path mute = folder.resolve("mute");
        try (ServerSocketChannel listening =
                ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            listening.bind(UnixDomainSocketAddress.of(mute));
            long start = System.nanoTime();

            assertThat(check("-t", "0.3", address(mute)))
                    .isEqualTo(
                            new Said(
                                    3,
                                    "SHARED-WORKER UNKNOWN - no answer from "
                                            + address(mute)
                                            + " within 0.3 s"));
            assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(5));
        }
    }

    @Test
    void aWrongCallIsUnknownAndSaysWhatToDo() {
        assertThat(check())
                .isEqualTo(
                        new Said(
                                3,
                                "SHARED-WORKER UNKNOWN - ADDRESS: there is none; name the worker,"
                                        + " for example unix:///run/squares; try: workerkit check"
                                        + " --help"));
        assertThat(check(address(socket), "-m", "queue", "-w", "9:1").line)
                .startsWith("SHARED-WORKER UNKNOWN - range: '9:1' is no range");
        assertThat(check("--help").line).startsWith("Usage: workerkit check ADDRESS");
    }

    @Test
    void anyCodecWillDoAndMessagesAreThrownAway() {
        Path at = folder.resolve("odd");
        connect(at, WorkerSpec.of(Chatterbox.class).withChannel(ChannelSpec.of(Odd.class)));
        assertThat(check(address(at), "-m", "connections").line)
                .startsWith("SHARED-WORKER OK | 'connections'=2;");
    }

    @Test
    void aProfileHasTheCertificatesAndTheCookie() throws IOException {
        CertificateAuthority authority = CertificateAuthority.create(folder, "authority");
        CertificateAuthority.Issued own = authority.issue("worker", "dns:localhost");
        SocketContext context = SocketContext.defaults().withTrusted(authority.certificate());
        Path profile = folder.resolve("profile.json");
        BootstrapProfile.defaults()
                .withSocketContext(context)
                .withCookie(AdminCookie.file(cookie))
                .write(profile);
        WorkerAddress address = new WorkerAddress.Tls("localhost", freePort());
        connect(
                address,
                SharedWorkerSpec.of(Queue.class)
                        .withSocketContext(context.withCertificate(own.chain(), own.key())));

        assertThat(check(address.toString(), "--profile", profile.toString()).line)
                .startsWith("SHARED-WORKER WARNING - secret is 42 ");

        Said untrusted = check(address.toString());
        assertThat(untrusted.line).startsWith("SHARED-WORKER CRITICAL - ");
        assertThat(untrusted.exitCode).isEqualTo(2);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static String id() {
        return started.get(0).id().toString();
    }

    private static long pid() {
        return started.get(0).pid().orElseThrow();
    }

    @Test
    void nobodyIsAdvisedToMakeAnotherCookie() throws Exception {
        String missing = folder.resolve("no such cookie").toString();
        String told = "does not exist; name the file with the worker's cookie";

        assertThat(check(address(socket), "--cookie-file", missing).line).contains(told);
        for (String command : List.of("query", "stop")) {
            Outcome refused = run(command, address(socket), "--cookie-file", missing);
            assertThat(refused.err).contains(told).doesNotContain("urandom");
            assertThat(refused.status).isEqualTo(ExitStatus.USAGE);
        }
    }

    @Test
    void aQueryShowsATableOrJson() throws Exception {
        Outcome table = run("query", address(socket));
        assertThat(table.out)
                .startsWith(
                        "queue (%s), pid %d, %s\nworking|hard\n\nCOUNTER "
                                .formatted(id(), pid(), address(socket)))
                .containsPattern("\nqueue +7 +0 +100 +10 +20\n");
        assertThat(table.status).isZero();

        Outcome json = run("query", "--json", address(socket), "--cookie-file", cookie.toString());
        assertThat(json.out)
                .startsWith(
                        "{\"name\":\"queue\",\"id\":\"%s\",\"pid\":%d,\"address\":\"%s\","
                                .formatted(id(), pid(), address(socket)))
                .contains("\"text\":\"working|hard\",\"counters\":[{\"name\":\"queue\",")
                .contains("{\"name\":\"secret\",\"value\":42,\"warning\":\"41\"}")
                .endsWith("]}\n");
    }

    @Test
    void aStopWaitsUntilTheWorkerHasStopped() throws Exception {
        Path at = folder.resolve("stopped");
        SharedWorker stopped = connect(at, WorkerSpec.of(Queue.class).withName("short"));
        long pid = stopped.pid().orElseThrow();

        Outcome without = run("stop", address(at));
        assertThat(without.status).isEqualTo(ExitStatus.USAGE);
        assertThat(without.err).contains("--cookie-file").contains("SIGTERM: kill " + pid);

        Outcome stop = run("stop", address(at), "--cookie-file", cookie.toString());
        assertThat(stop.err).isEmpty();
        assertThat(stop.out).isEqualTo("stopped short (" + stopped.id() + ")\n");
        assertThat(stop.status).isZero();
        assertThat(at).doesNotExist();
        assertThat(ProcessHandle.of(pid)).isEmpty();

        Outcome again = run("stop", address(at), "--cookie-file", cookie.toString());
        assertThat(again.status).isEqualTo(ExitStatus.NOT_FINE);
        assertThat(again.err).contains("Nobody listens at " + address(at));
    }

    @Test
    void aRefusedCookieCouldNotBeDone() throws Exception {
        Path wrong = Files.writeString(folder.resolve("wrong2"), "another horse, another staple");
        Files.setPosixFilePermissions(wrong, PosixFilePermissions.fromString("rw-------"));

        Outcome stop = run("stop", address(socket), "--cookie-file", wrong.toString());

        assertThat(stop.status).isEqualTo(ExitStatus.NOT_KNOWN);
        assertThat(stop.err).contains("cookie: ").contains("kill " + pid()).doesNotContain("\tat ");
    }

    private record Outcome(int status, String out, String err) {}

    private Outcome run(String... arguments) throws Exception {
        List<String> words =
                new ArrayList<>(
                        List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Workerkit.class.getName()));
        words.addAll(List.of(arguments));
        Path out = Files.createTempFile(folder, "out", "");
        Path err = Files.createTempFile(folder, "err", "");
        Process process =
                new ProcessBuilder(words)
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile())
                        .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
    }
}
