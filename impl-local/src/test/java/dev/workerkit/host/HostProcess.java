package dev.workerkit.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.ChannelSpec;
import dev.workerkit.WorkerId;
import dev.workerkit.channel.ChannelJvmFlags;
import dev.workerkit.channel.MasterChannel;
import dev.workerkit.control.ControlLink;
import dev.workerkit.control.ControlServer;
import dev.workerkit.control.RecordingListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** A worker in a JVM of its own, and a master that does no more than it has to. */
final class HostProcess implements AutoCloseable {

    private final Path output;
    private final ControlServer server = new ControlServer();
    private final MasterChannel channel;
    private final RecordingListener heard = new RecordingListener();
    private final ControlLink link;
    private final Process process;

    private HostProcess(Builder builder, Path folder) throws IOException {
        output = folder.resolve("output");
        Path channelFolder = Files.createDirectory(folder.resolve("channel"));
        channel = MasterChannel.create(channelFolder, builder.codec);
        channel.attach(1);
        Path launchFile = folder.resolve("launch.json");
        new LaunchFile(
                        new WorkerId("w-1"),
                        "Tested",
                        1,
                        builder.className,
                        builder.arguments,
                        builder.loopTime,
                        Hooks.NONE,
                        builder.oversight,
                        channelFolder,
                        builder.codec)
                .write(launchFile);
        Path socket = folder.resolve("control.sock");
        link = server.listen(socket, heard);
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx64m"));
        command.addAll(ChannelJvmFlags.forThisFeatureVersion(Runtime.version().feature()));
        command.addAll(builder.jvmOptions);
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(WorkerHost.class.getName(), "Tested", builder.className));
        ProcessBuilder starting =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        starting.environment().put(LaunchFile.VARIABLE, launchFile.toString());
        if (builder.control) {
            starting.environment().put("WORKERKIT_CONTROL", socket.toString());
        }
        process = starting.start();
    }

    static Builder of(Class<?> worker, Object... arguments) {
        return new Builder(worker.getName(), List.of(arguments));
    }

    static Builder of(String className) {
        return new Builder(className, List.of());
    }

    /** Says what is to be started. */
    static final class Builder {
        private final String className;
        private final List<Object> arguments;
        private Duration loopTime = LaunchFile.DEFAULT_LOOP_TIME;
        private ChannelSpec codec = ChannelSpec.strings();
        private boolean control = true;
        private Oversight oversight = Oversight.NONE;
        private final List<String> jvmOptions = new ArrayList<>();

        private Builder(String className, List<Object> arguments) {
            this.className = className;
            this.arguments = arguments;
        }

        Builder loopTime(Duration time) {
            loopTime = time;
            return this;
        }

        Builder codec(ChannelSpec spec) {
            codec = spec;
            return this;
        }

        Builder watchedWithin(Duration limit) {
            oversight = new Oversight(Optional.of(limit), oversight.units());
            return this;
        }

        Builder recycledAfter(long units) {
            oversight = new Oversight(oversight.watchdog(), OptionalLong.of(units));
            return this;
        }

        Builder withoutControl() {
            control = false;
            return this;
        }

        Builder jvmOption(String option) {
            jvmOptions.add(option);
            return this;
        }

        HostProcess startIn(Path emptyFolder) throws IOException {
            return new HostProcess(this, emptyFolder);
        }
    }

    ControlLink link() {
        return link;
    }

    MasterChannel channel() {
        return channel;
    }

    void expectReady() throws InterruptedException {
        expectHello();
        expect("ready");
    }

    void expectHello() throws InterruptedException {
        assertThat(heard.next()).as(this::output).isEqualTo("hello 1 " + process.pid() + " true");
    }

    /** Waits for this, passing over heartbeats. */
    void expect(String event) throws InterruptedException {
        String next = heard.next();
        while (next.startsWith("progress ")) {
            next = heard.next();
        }
        assertThat(next).as(this::output).isEqualTo(event);
    }

    /** Waits for a heartbeat. */
    void expectProgress() throws InterruptedException {
        assertThat(heard.next()).as(this::output).startsWith("progress ");
    }

    /** Waits for a message of the worker's. */
    void expectMessage(Object message) {
        assertThat(channel.receive(Duration.ofSeconds(10))).as(this::output).isEqualTo(message);
    }

    void stop() {
        link.stop(Duration.ofSeconds(10));
    }

    void terminate() {
        process.destroy();
    }

    /** Ends the master's side of the control connection as the kernel does when the master dies. */
    void abandon() {
        server.close();
    }

    void expectExit(int code) throws InterruptedException {
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).as(this::output).isTrue();
        assertThat(process.exitValue()).as(this::output).isEqualTo(code);
    }

    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            return "no output: " + e;
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        server.close();
        channel.discard();
    }
}
