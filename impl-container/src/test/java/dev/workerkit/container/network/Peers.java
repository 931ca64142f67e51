package dev.workerkit.container.network;

import dev.workerkit.container.TestImage;
import dev.workerkit.container.engine.Connectivity;
import dev.workerkit.container.engine.Container;
import dev.workerkit.container.engine.ContainerSpec;
import dev.workerkit.container.engine.Engine;
import dev.workerkit.container.engine.Exec;
import dev.workerkit.container.engine.ExecSpec;
import dev.workerkit.container.engine.Mount;
import dev.workerkit.container.engine.OutputSink;
import dev.workerkit.container.engine.Privileges;
import dev.workerkit.container.tool.Tool;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Containers that talk to each other with the programs of this machine, which they see. */
final class Peers {

    /** Tells everybody who connects its name. */
    private static final String SERVER =
            "use IO::Socket::INET; my ($name, @ports) = @ARGV; my @all = map {"
                    + " IO::Socket::INET->new(Listen => 9, LocalPort => $_, ReuseAddr => 1) or die $!"
                    + " } @ports; foreach my $one (@all) { if (fork == 0) {"
                    + " while (my $caller = $one->accept) { print $caller \"$name\\n\";"
                    + " close $caller } } } sleep 600";

    private static final OutputSink NOBODY =
            new OutputSink() {
                @Override
                public void out(byte[] bytes) {}

                @Override
                public void err(byte[] bytes) {}
            };

    private final Engine engine;
    private final Map<String, String> labels;
    private final String image;

    Peers(Engine engine, Map<String, String> labels) {
        this.engine = engine;
        this.labels = labels;
        this.image = TestImage.in(engine);
    }

    /** Starts an incarnation of a worker that serves at these ports. */
    Container start(WorkerNetwork worker, int... ports) {
        try (Joining joining = worker.join()) {
            Container container = create(worker, joining.connectivity(), ports);
            container.attach(NOBODY);
            OptionalLong prepared = container.prepared();
            prepared.ifPresent(pid -> joining.started(container, pid));
            container.start();
            if (prepared.isEmpty()) {
                container.inspect().pid().ifPresent(pid -> joining.started(container, pid));
            }
            return container;
        }
    }

    /** Starts one whose own network is not closed to its services. */
    Container startWithoutRules(WorkerNetwork worker, int... ports) {
        try (Joining joining = worker.join()) {
            Container container = create(worker, joining.connectivity(), ports);
            container.start();
            return container;
        }
    }

    /** What is dropped in the network of one. */
    String rules(Container container) {
        long pid = container.inspect().pid().orElseThrow();
        String iptables = Tool.require("iptables", "install it").path().toString();
        return Tool.require("nsenter", "install it")
                .run(Duration.ofSeconds(20), "-t", pid, "-n", iptables, "-w", "-S");
    }

    /** Makes the container of an incarnation. */
    Container create(WorkerNetwork worker, Connectivity connectivity, int... ports) {
        List<String> words = new ArrayList<>(List.of("perl", "-e", SERVER, worker.name()));
        for (int port : ports) {
            words.add(String.valueOf(port));
        }
        List<Mount> mounts = new ArrayList<>(worker.mounts());
        for (String folder : List.of("/usr", "/bin", "/lib", "/lib64", "/etc/ld.so.cache")) {
            if (Files.exists(Path.of(folder))) {
                mounts.add(new Mount.Bind(Path.of(folder), folder, true));
            }
        }
        return engine.containers()
                .create(
                        ContainerSpec.of(image, "workerkit-test-" + UUID.randomUUID())
                                .withCommand(words)
                                .withEnvironment(Map.of("PATH", "/usr/bin:/bin"))
                                .withLabels(labels)
                                .withPrivileges(Privileges.none().withUser("65534:65534"))
                                .withMounts(mounts)
                                .withInit(true)
                                .withConnectivity(connectivity));
    }

    /** What a shell line in one says, and then its code. */
    String run(Container container, String line) throws Exception {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        OutputSink sink =
                new OutputSink() {
                    @Override
                    public void out(byte[] bytes) {
                        said.writeBytes(bytes);
                    }

                    @Override
                    public void err(byte[] bytes) {
                        said.writeBytes(bytes);
                    }
                };
        try (Exec exec = container.exec(ExecSpec.of(List.of("bash", "-c", line)), sink)) {
            int code = exec.exit().get(60, TimeUnit.SECONDS);
            return said.toString(StandardCharsets.UTF_8) + code;
        }
    }

    /** Who answers there; empty if nobody does within two seconds. */
    String ask(Container container, String host, int port) throws Exception {
        String said =
                run(
                        container,
                        "timeout 2 bash -c 'exec 3<>/dev/tcp/"
                                + host
                                + "/"
                                + port
                                + " && cat <&3' 2>/dev/null");
        return said.contains("\n") ? said.substring(0, said.indexOf('\n')) : "";
    }

    /** The same once somebody answers, for a server takes a moment to listen. */
    String askPatiently(Container container, String host, int port) throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        String answer = ask(container, host, port);
        while (answer.isEmpty() && System.nanoTime() < deadline) {
            answer = ask(container, host, port);
        }
        return answer;
    }
}
