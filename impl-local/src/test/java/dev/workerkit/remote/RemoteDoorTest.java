package dev.workerkit.remote;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.workerkit.Await;
import dev.workerkit.ChannelSpec;
import dev.workerkit.WorkerId;
import dev.workerkit.WorkerSpec;
import dev.workerkit.log.LogFile;
import dev.workerkit.log.RuntimeLog;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Who comes in at a door, and who does not. */
@Timeout(60)
class RemoteDoorTest {

    private static final int LONGEST = 1 << 20;
    private static final int PATIENCE_MILLIS = 30_000;
    private static final long SILENCE_MILLIS = 1500;

    @TempDir private Path folder;
    private final RuntimeLog log = new RuntimeLog();
    private LogFile file;
    private RemoteDoor door;

    @BeforeEach
    void open() {
        file =
                log.open(
                        folder.resolve("log"),
                        new WorkerId("w-1"),
                        "w",
                        WorkerSpec.shell("true").log());
        door = open(64, 30_000);
    }

    private static RemoteDoor open(int strangers, int handshakeMillis) {
        return RemoteDoor.open(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                new RemoteDoor.Limits(strangers, handshakeMillis, SILENCE_MILLIS));
    }

    @AfterEach
    void close() {
        door.close();
        log.close();
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.isAlive() && thread.getName().contains("-door"));
    }

    private RemoteAdmission admit() {
        return door.admit(
                new Post(
                        1,
                        folder.resolve("control"),
                        Optional.empty(),
                        folder,
                        ChannelSpec.json(),
                        file),
                door.address().getHostString());
    }

    private static Secret secretOf(RemoteAdmission admission) throws IOException {
        Path file = java.nio.file.Files.createTempFile("secret", "");
        try {
            java.nio.file.Files.write(file, admission.secret());
            return Secret.read(file);
        } finally {
            java.nio.file.Files.delete(file);
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket();
        socket.connect(door.address());
        socket.setSoTimeout(PATIENCE_MILLIS / 2);
        return socket;
    }

    private static Connection dial(Secret secret) throws IOException {
        return Dialing.connect(secret, PATIENCE_MILLIS, LONGEST);
    }

    private static void assertComesIn(RemoteAdmission admission) throws Exception {
        try (Connection connection = dial(secretOf(admission))) {
            assertThat(connection.reader().next().type()).isEqualTo(FrameType.BEGIN);
            admission.connected().get(10, TimeUnit.SECONDS);
        }
        assertThat(admission.ended().get(10, TimeUnit.SECONDS)).isInstanceOf(RemoteEnd.Lost.class);
    }

    private static void assertIsClosed(Socket socket) {
        assertThat(Stream.of(socket).map(RemoteDoorTest::readsNothing)).containsExactly(true);
    }

    private static boolean readsNothing(Socket socket) {
        try {
            byte[] buffer = new byte[4096];
            int count = 0;
            while (count >= 0) {
                count = socket.getInputStream().read(buffer);
            }
            return true;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Test
    void whoHasAPassComesIn() throws Exception {
        RemoteAdmission admission = admit();
        assertThat(admission.connected()).isNotDone();
        assertThat(admission.kill()).isFalse();
        assertComesIn(admission);
    }

    @Test
    void aPassIsGoodOnce() throws Exception {
        RemoteAdmission admission = admit();
        Secret secret = secretOf(admission);
        try (Connection first = dial(secret)) {
            assertThatThrownBy(() -> dial(secret)).isInstanceOf(RefusedException.class);
            // The first is none the worse for it.
            assertThat(first.reader().next().type()).isEqualTo(FrameType.BEGIN);
            assertThat(admission.ended()).isNotDone();
        }
        admission.ended().get(10, TimeUnit.SECONDS);
        assertThatThrownBy(() -> dial(secret)).isInstanceOf(RefusedException.class);
    }

    @Test
    void aPassWhoseIncarnationIsOverIsGoodForNothing() throws Exception {
        RemoteAdmission admission = admit();
        Secret secret = secretOf(admission);
        admission.close();
        assertThat(admission.ended())
                .isCompletedWithValueMatching(RemoteEnd.Lost.class::isInstance);
        assertThatThrownBy(() -> dial(secret)).isInstanceOf(RefusedException.class);
    }

    @Test
    void whoDoesNotKnowTheCookieStaysOutAndUsesNothingUp() throws Exception {
        RemoteAdmission admission = admit();
        Secret right = secretOf(admission);
        Secret wrongCookie =
                new Secret(
                        right.host(),
                        right.port(),
                        right.certificate(),
                        right.pass(),
                        Secret.draw(Secret.COOKIE_BYTES));
        Secret wrongPass =
                new Secret(
                        right.host(),
                        right.port(),
                        right.certificate(),
                        Secret.draw(Secret.PASS_BYTES),
                        right.cookie());
        assertThatThrownBy(() -> dial(wrongCookie)).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> dial(wrongPass)).isInstanceOf(RefusedException.class);
        assertComesIn(admission);
    }

    @Test
    void aWorkerTalksToNoOtherDoor() throws Exception {
        RemoteAdmission admission = admit();
        Secret right = secretOf(admission);
        try (RemoteDoor other = open(64, 30_000)) {
            Secret astray =
                    new Secret(
                            right.host(),
                            other.address().getPort(),
                            right.certificate(),
                            right.pass(),
                            right.cookie());
            assertThatThrownBy(() -> dial(astray))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining(right.certificate());
        }
        assertComesIn(admission);
    }

    @Test
    void olderTlsIsNotSpoken() throws Exception {
        RemoteAdmission admission = admit();
        try (Socket socket = connect();
                SSLSocket secured =
                        (SSLSocket)
                                trusting(admission)
                                        .createSocket(socket, "door", socket.getPort(), false)) {
            secured.setEnabledProtocols(new String[] {"TLSv1.2"});
            assertThatThrownBy(secured::startHandshake).isInstanceOf(SSLException.class);
        }
        assertComesIn(admission);
    }

    private static javax.net.ssl.SSLSocketFactory trusting(RemoteAdmission admission)
            throws IOException, GeneralSecurityException {
        return Tls.ofRelay(secretOf(admission).certificate()).getSocketFactory();
    }

    @Test
    void garbageHarmsNobody() throws Exception {
        RemoteAdmission admission = admit();
        Random random = new Random(42);
        for (int i = 0; i < 20; i++) {
            byte[] garbage = new byte[1 + random.nextInt(20_000)];
            random.nextBytes(garbage);
            try (Socket socket = connect()) {
                socket.getOutputStream().write(garbage);
                socket.shutdownOutput();
                assertIsClosed(socket);
            } catch (IOException e) {
                // It was thrown out while it was still talking.
            }
        }
        assertComesIn(admission);
    }

    @Test
    void garbageInsideTlsHarmsNobody() throws Exception {
        RemoteAdmission admission = admit();
        try (Socket socket = connect();
                SSLSocket secured =
                        (SSLSocket)
                                trusting(admission)
                                        .createSocket(socket, "door", socket.getPort(), false)) {
            secured.getOutputStream().write("GET / HTTP/1.1\r\n\r\n".getBytes());
            assertIsClosed(secured);
        }
        assertComesIn(admission);
    }

    @Test
    void whoTakesTooLongIsShownOut() throws Exception {
        door.close();
        door = open(64, 500);
        RemoteAdmission admission = admit();
        try (Socket silent = connect();
                Socket socket = connect();
                SSLSocket secured =
                        (SSLSocket)
                                trusting(admission)
                                        .createSocket(socket, "door", socket.getPort(), false)) {
            secured.startHandshake();
            Thread dribbling = RemoteDoor.daemon("dribbling", () -> dribble(secured));
            dribbling.start();
            long start = System.nanoTime();
            assertIsClosed(silent);
            assertIsClosed(secured);
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as("less than the proof would take to dribble")
                    .isLessThan(Duration.ofSeconds(10));
        }
    }

    /** One byte now and then is no handshake either. */
    private static void dribble(SSLSocket secured) {
        try {
            secured.getOutputStream().write(new byte[] {'W', 'K', 'R', 'M', 1});
            while (true) {
                secured.getOutputStream().write(0);
                Thread.sleep(200);
            }
        } catch (IOException | InterruptedException e) {
            // Shown out.
        }
    }

    @Test
    void tooManyStrangersMakeRoomForWhoComesLater() throws Exception {
        door.close();
        door = open(3, 30_000);
        List<Socket> strangers = new ArrayList<>();
        try {
            for (int i = 0; i < 10; i++) {
                strangers.add(connect());
            }
            strangers.subList(0, 7).forEach(RemoteDoorTest::assertIsClosed);
            assertComesIn(admit());
        } finally {
            for (Socket stranger : strangers) {
                stranger.close();
            }
        }
    }

    @Test
    void aWorkerThatClaimsTooMuchIsGivenUp() throws Exception {
        RemoteAdmission admission = admit();
        Secret secret = secretOf(admission);
        try (Socket socket = connect()) {
            SSLSocket secured = Tls.join(Tls.ofRelay(secret.certificate()), socket);
            new Greeting(secured.getInputStream(), secured.getOutputStream(), secret.certificate())
                    .give(secret);
            DataInputStream in = new DataInputStream(secured.getInputStream());
            assertThat(in.readByte()).isEqualTo((byte) FrameType.BEGIN.ordinal());
            DataOutputStream out = new DataOutputStream(secured.getOutputStream());
            out.writeByte(FrameType.OUT.ordinal());
            out.writeInt(Integer.MAX_VALUE);
            out.flush();
            assertThat(admission.ended().get(10, TimeUnit.SECONDS).toString())
                    .contains(Integer.toString(Integer.MAX_VALUE));
        }
    }

    @Test
    void aWorkerThatIsSilentIsGivenUp() throws Exception {
        RemoteAdmission admission = admit();
        try (Connection connection = dial(secretOf(admission))) {
            connection.writer().beat();
            long start = System.nanoTime();
            assertThat(admission.ended().get(10, TimeUnit.SECONDS).toString()).contains("heard");
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isGreaterThan(Duration.ofMillis(SILENCE_MILLIS / 2));
        }
    }

    @Test
    void aClosedDoorLeavesNothing() throws Exception {
        RemoteAdmission waiting = admit();
        RemoteAdmission admission = admit();
        try (Connection connection = dial(secretOf(admission))) {
            assertThat(connection.reader().next().type()).isEqualTo(FrameType.BEGIN);
            door.close();
            assertThat(admission.ended()).isDone();
            assertThat(waiting.ended()).isDone();
            assertThatThrownBy(
                            () -> {
                                while (true) {
                                    connection.reader().next();
                                }
                            })
                    .isInstanceOf(IOException.class);
        }
        assertThatThrownBy(this::admit).hasMessageContaining("closed");
        Await.until(
                "no thread is left",
                () ->
                        Thread.getAllStackTraces().keySet().stream()
                                .noneMatch(
                                        thread ->
                                                thread.getName().startsWith("workerkit-remote-")));
    }
}
