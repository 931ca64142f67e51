package dev.workerkit.shared;

import dev.workerkit.AdminCookie;
import dev.workerkit.ChannelSpec;
import dev.workerkit.Counter;
import dev.workerkit.SharedWorker;
import dev.workerkit.SharedWorkerSpec;
import dev.workerkit.WireLimits;
import dev.workerkit.WorkerAddress;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerRuntimes;
import dev.workerkit.WorkerSpec;
import dev.workerkit.worker.Peer;
import dev.workerkit.worker.SharedWorkerHandler;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;

/**
 * Measures shared workers as whole processes, beside a plain Netty echo server in the same run and
 * with the same client. Not a test: run it by hand, on a quiet machine, from the project's root:
 *
 * <pre>
 *   mvn -q -DskipTests -Dmaven.javadoc.skip package
 *   ulimit -n 20000
 *   java -XX:+UseSerialGC -cp "impl-local/target/test-classes:impl-local/target/workerkit-local.jar:\
 *   $(cat impl-local/target/runtime.classpath)" \
 *     dev.workerkit.shared.SharedWorkerFigures \
 *     [all|requests|queries|idle] [seconds a measurement: 10] [idle connections: 10000]
 * </pre>
 *
 * <p>It says, for Unix-domain sockets and for TCP:
 *
 * <ul>
 *   <li>{@code saturated}: 200 masters, each with a request of 1 KiB under way at all times. Requests a
 *       second; what a request takes is then mostly waiting in line, 200 divided by that rate.
 *   <li>{@code paced}: 200 masters that make as many requests a second together as half of what the
 *       slower of both servers does when saturated, at even distances. A time runs from when a request
 *       was due (no coordinated omission). The target is at most 1.5 times that of the echo server.
 * </ul>
 *
 * <p>Rounds of the two servers alternate, so that what else the machine does meets both. Then it says
 * how long a query takes (target: under 5 ms), and what idle connections cost in the worker's memory
 * (target: under 100 MB for 10,000).
 */
final class SharedWorkerFigures {

    private static final int MASTERS = 200;
    private static final int CONTENT_BYTES = 1024;
    private static final int ROUNDS = 4;
    private static final int QUERIES = 2000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final WorkerRuntime runtime;
    private final Path folder;
    private final Duration time;

    private SharedWorkerFigures(WorkerRuntime runtime, Path folder, Duration time) {
        this.runtime = runtime;
        this.folder = folder;
        this.time = time;
    }

    /** Says back what a master says. */
    public static final class Echo implements SharedWorkerHandler {
        @Override
        public void onMessage(Object message, Peer peer) {
            peer.send(message);
        }
    }

    /** Measures. */
    public static void main(String... words) throws Exception {
        String what = words.length > 0 ? words[0] : "all";
        Duration time = Duration.ofSeconds(words.length > 1 ? Integer.parseInt(words[1]) : 10);
        int idle = words.length > 2 ? Integer.parseInt(words[2]) : 10_000;
        Path folder = Files.createTempDirectory("figures");
        try (WorkerRuntime runtime = WorkerRuntimes.open("local")) {
            SharedWorkerFigures figures = new SharedWorkerFigures(runtime, folder, time);
            if (Set.of("all", "requests").contains(what)) {
                figures.measureRequests();
            }
            if (Set.of("all", "queries").contains(what)) {
                figures.measureQueries();
            }
            if (Set.of("all", "idle").contains(what)) {
                figures.measureIdleConnections(idle);
            }
        } finally {
            deleteAll(folder);
        }
    }

    private void measureRequests() throws Exception {
        int echoPort = freePort();
        Path echoPath = folder.resolve("echo");
        Process echo = startEchoServer(echoPort, echoPath);
        try {
            compare(
                    "unix",
                    UnixDomainSocketAddress.of(echoPath),
                    new Accounts(echo.pid()),
                    new WorkerAddress.Unix(folder.resolve("worker")));
            compare(
                    "tcp",
                    new InetSocketAddress("127.0.0.1", echoPort),
                    new Accounts(echo.pid()),
                    new WorkerAddress.Tcp("127.0.0.1", freePort()));
        } finally {
            echo.destroyForcibly().waitFor();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /**
     * With the collector that workers have, and as they are in a session of its own, as the kernel
     * shares out processors by sessions. The command setsid becomes the server.
     */
    private static Process startEchoServer(int port, Path path) throws IOException {
        Process server =
                new ProcessBuilder(
                                "setsid",
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-XX:+UseSerialGC",
                                "-XX:-UsePerfData",
                                "-Dslf4j.internal.verbosity=ERROR",
                                "-cp",
                                System.getProperty("java.class.path"),
                                EchoServer.class.getName(),
                                Integer.toString(port),
                                path.toString())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        BufferedReader output = server.inputReader();
        if (!EchoServer.READY.equals(output.readLine())) {
            server.destroyForcibly();
            throw new IOException("The echo server does not listen");
        }
        return server;
    }

    private SharedWorker connect(WorkerAddress address) {
        return runtime.connect(
                address,
                SharedWorkerSpec.of(WorkerSpec.of(Echo.class).withChannel(ChannelSpec.bytes()))
                        .withCookie(AdminCookie.of("no secret, only figures"))
                        .withLimits(WireLimits.defaults()));
    }

    private void compare(
            String kind, SocketAddress echo, Accounts echoAccounts, WorkerAddress address)
            throws Exception {
        try (SharedWorker worker = connect(address)) {
            try (LoadClient atEcho = new LoadClient(echo, MASTERS, CONTENT_BYTES, false);
                    LoadClient atWorker =
                            new LoadClient(socket(address), MASTERS, CONTENT_BYTES, true)) {
                compare(
                        kind,
                        atEcho,
                        echoAccounts,
                        atWorker,
                        new Accounts(worker.pid().orElseThrow()));
            }
            worker.stop().join();
        }
    }

    private static SocketAddress socket(WorkerAddress address) {
        if (address instanceof WorkerAddress.Unix unix) {
            return UnixDomainSocketAddress.of(unix.path());
        }
        WorkerAddress.Tcp tcp = (WorkerAddress.Tcp) address;
        return new InetSocketAddress(tcp.host(), tcp.port());
    }

    private void compare(
            String kind,
            LoadClient echo,
            Accounts echoAccounts,
            LoadClient worker,
            Accounts workerAccounts)
            throws IOException {
        Duration round = time.dividedBy(ROUNDS);
        echo.saturate(round);
        worker.saturate(round);
        Latencies echoTimes = new Latencies();
        Latencies workerTimes = new Latencies();
        double echoStart = echoAccounts.processorSeconds();
        double workerStart = workerAccounts.processorSeconds();
        for (int i = 0; i < ROUNDS; i++) {
            echoTimes.addAll(echo.saturate(round));
            workerTimes.addAll(worker.saturate(round));
        }
        say(kind + " saturated, echo server", echoTimes);
        say(kind + " saturated, shared worker", workerTimes);
        say(
                "%-32s %.1f us a request, echo server %.1f us",
                kind + " processor time",
                (workerAccounts.processorSeconds() - workerStart) * 1e6 / workerTimes.count(),
                (echoAccounts.processorSeconds() - echoStart) * 1e6 / echoTimes.count());
        double rate = Math.min(echoTimes.count(), workerTimes.count()) / seconds() / 2;
        echo.pace(round, rate);
        worker.pace(round, rate);
        Latencies echoPaced = new Latencies();
        Latencies workerPaced = new Latencies();
        for (int i = 0; i < ROUNDS; i++) {
            echoPaced.addAll(echo.pace(round, rate));
            workerPaced.addAll(worker.pace(round, rate));
        }
        say(kind + " paced, echo server", echoPaced);
        say(kind + " paced, shared worker", workerPaced);
        say(
                "%-32s p50 %.2f, p99 %.2f times those of the echo server; saturated %.2f, %.2f",
                kind,
                workerPaced.millis(0.5) / echoPaced.millis(0.5),
                workerPaced.millis(0.99) / echoPaced.millis(0.99),
                workerTimes.millis(0.5) / echoTimes.millis(0.5),
                workerTimes.millis(0.99) / echoTimes.millis(0.99));
    }

    private double seconds() {
        return time.toMillis() / 1000.0;
    }

    private void say(String what, Latencies latencies) {
        say(
                "%-32s %8.0f requests/s, p50 %.3f ms, p99 %.3f ms, p99.9 %.3f ms",
                what,
                latencies.count() / seconds(),
                latencies.millis(0.5),
                latencies.millis(0.99),
                latencies.millis(0.999));
    }

    private static void say(String form, Object... values) {
        System.out.println(String.format(Locale.ROOT, form, values));
    }

    private void measureQueries() {
        try (SharedWorker worker = connect(new WorkerAddress.Unix(folder.resolve("queried")))) {
            Latencies first = queryTimes(worker, 1);
            queryTimes(worker, QUERIES / 4);
            Latencies later = queryTimes(worker, QUERIES);
            say(
                    "%-32s first %.3f ms, then p50 %.3f ms, p99 %.3f ms",
                    "a query with a cookie",
                    first.millis(1),
                    later.millis(0.5),
                    later.millis(0.99));
            worker.stop().join();
        }
    }

    private static Latencies queryTimes(SharedWorker worker, int queries) {
        Latencies latencies = new Latencies();
        for (int i = 0; i < queries; i++) {
            long start = System.nanoTime();
            worker.query().join();
            latencies.add(System.nanoTime() - start);
        }
        return latencies;
    }

    private void measureIdleConnections(int connections) throws Exception {
        WorkerAddress address = new WorkerAddress.Unix(folder.resolve("idle"));
        try (SharedWorker worker = connect(address)) {
            queryTimes(worker, 10);
            new LoadClient(socket(address), 10, CONTENT_BYTES, true).close();
            Accounts accounts = new Accounts(worker.pid().orElseThrow());
            double before = accounts.residentMegabytes();
            try (LoadClient masters =
                    new LoadClient(socket(address), connections, CONTENT_BYTES, true)) {
                awaitConnections(worker, connections + 1);
                say(
                        "%-32s %.0f MB before, %.1f MB more",
                        connections + " idle connections",
                        before,
                        accounts.residentMegabytes() - before);
                masters.saturate(Duration.ofMillis(1));
                say(
                        "%-32s %.1f MB more than before",
                        "and after a request of each", accounts.residentMegabytes() - before);
            }
            worker.stop().join();
        }
    }

    private static void awaitConnections(SharedWorker worker, int connections) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        double found = 0;
        while (System.nanoTime() - end < 0) {
            found =
                    worker.query().join().counters().stream()
                            .filter(counter -> counter.name().equals("connections"))
                            .mapToDouble(Counter::value)
                            .sum();
            if (found == connections) {
                return;
            }
        }
        throw new IllegalStateException(found + " connections, not " + connections);
    }

    private static void deleteAll(Path folder) throws IOException {
        try (var files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.deleteIfExists(file);
            }
        }
        Files.delete(folder);
    }
}
