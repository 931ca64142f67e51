package dev.workerkit.container.swarm;

import dev.workerkit.ChannelSpec;
import dev.workerkit.Launch;
import dev.workerkit.container.InsideUser;
import dev.workerkit.container.Nameplate;
import dev.workerkit.container.Walls;
import dev.workerkit.container.engine.Connectivity;
import dev.workerkit.container.engine.ContainerSpec;
import dev.workerkit.container.engine.Limits;
import dev.workerkit.container.engine.Mount;
import dev.workerkit.container.engine.ServiceSpec;
import dev.workerkit.launch.Birth;
import dev.workerkit.launch.WorkerPlan;
import dev.workerkit.remote.RemoteHost;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * How the services of a worker are made, over and over.
 *
 * @param worker the worker
 * @param run what it runs in
 * @param user whom it runs as
 * @param nameplate names its services
 * @param processors how many the smallest node has
 */
record SwarmPlan(
        WorkerPlan worker,
        SwarmImages.Furnishing run,
        InsideUser user,
        Nameplate nameplate,
        double processors) {

    private static final String SHELL = "/bin/sh";

    /** Each node's own; what is in no other network of a swarm gets it in any case. */
    private static final String NETWORK = "bridge";

    private static final Path OWN = Path.of("/run/workerkit");
    private static final String CONTROL = "WORKERKIT_CONTROL";
    private static final String ALONE = "WORKERKIT_ALONE";
    private static final String SECRET = "WORKERKIT_SECRET";
    private static final String SECRET_FILE = "workerkit";

    /** By which the docker client shows the services of a pool together. */
    private static final String STACK = "com.docker.stack.namespace";

    private static final Pattern MEMBER = Pattern.compile("-\\d+$");

    private static final long MEBIBYTE = 1L << 20;

    /** Beside what waits in the channel: classes, stacks and buffers of the relay. */
    private static final long RELAY_HEAP = 32 * MEBIBYTE;

    private static final long SMALL_FILES = 8 * MEBIBYTE;
    private static final long BESIDE_RELAY_HEAP = 48 * MEBIBYTE;

    /** Whether a relay runs beside it: where it is known that there is a JVM for it. */
    boolean isRelayed() {
        return worker.isJava() || run.image().isOwn();
    }

    /** The path by which the worker knows a file of the master's. */
    static Path inside(Birth birth, Path file) {
        return OWN.resolve(birth.directory().relativize(file));
    }

    /** What the service and the secret of an incarnation are called. */
    String name(Birth birth) {
        return nameplate.containerName(worker.id(), birth.number());
    }

    /** By which they are found again. */
    Map<String, String> labels(Birth birth) {
        return nameplate.labels(worker.id(), worker.name(), birth.number());
    }

    /**
     * The service of an incarnation.
     *
     * @param variables what its environment must have
     * @param secret the id of its secret
     * @param avoided the nodes where it shall not be
     */
    ServiceSpec service(
            Birth birth,
            Map<String, String> variables,
            Optional<String> secret,
            List<String> avoided) {
        ContainerSpec container =
                new Walls(worker.spec(), run.image(), user, true, processors)
                        .around(
                                name(birth),
                                isRelayed() ? relayed() : words(),
                                environment(variables),
                                isRelayed() ? List.of(ownFolder()) : List.of(),
                                Connectivity.to(NETWORK))
                        .withLabels(labels(birth));
        return new ServiceSpec(
                isRelayed() ? container.withLimits(withRelay(container.limits())) : container,
                Map.of(
                        STACK,
                        nameplate.token() + "/" + MEMBER.matcher(worker.name()).replaceAll("")),
                secret.map(
                        id ->
                                new ServiceSpec.SecretFile(
                                        id, name(birth), SECRET_FILE, user.name())),
                isRelayed() ? "SIGKILL" : "SIGTERM",
                // Who has a relay is asked to end by that.
                isRelayed() ? Duration.ZERO : worker.spec().stop().grace(),
                avoided);
    }

    private List<String> words() {
        Launch launch = worker.spec().launch();
        if (launch instanceof Launch.Command command) {
            return command.words();
        }
        return launch instanceof Launch.ShellLine line
                ? List.of(SHELL, "-c", line.line())
                : run.java().words(worker, run.jvm(), List.of());
    }

    private List<String> relayed() {
        long heap = RELAY_HEAP + channelBytes();
        return run.java()
                .wordsAround(
                        run.jvm(),
                        List.of(
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-XX:-UsePerfData",
                                // Half a relay would keep a worker that nobody hears of.
                                "-XX:+ExitOnOutOfMemoryError",
                                "-Xss512k",
                                "-Xmx" + heap),
                        RemoteHost.class.getName(),
                        words());
    }

    private long channelBytes() {
        return worker.isJava() ? worker.spec().channel().capacityBytes() : 0;
    }

    private Limits withRelay(Limits limits) {
        return limits.memoryBytes().isEmpty()
                ? limits
                : limits.withMemory(
                        limits.memoryBytes().getAsLong()
                                + RELAY_HEAP
                                + BESIDE_RELAY_HEAP
                                + channelBytes());
    }

    private Map<String, String> environment(Map<String, String> variables) {
        Map<String, String> all = new TreeMap<>(variables);
        all.put(Walls.RELATIONSHIPS, "{}");
        if (isRelayed()) {
            all.put(SECRET, "/run/secrets/" + SECRET_FILE);
            // Whether or not an init is the first process, to reap what commands leave behind.
            all.put(ALONE, "1");
        } else {
            all.remove(CONTROL);
        }
        return all;
    }

    /** What the relay shares with the worker: the control connection, two queues of the channel. */
    private Mount ownFolder() {
        long bytes = SMALL_FILES;
        if (worker.isJava()) {
            ChannelSpec channel = worker.spec().channel();
            long block = Math.max(channel.maxMessageBytes(), MEBIBYTE);
            bytes += 2 * (channel.capacityBytes() + 2 * block);
        }
        return Mount.Tmpfs.scratch(OWN.toString(), bytes);
    }
}
