package dev.workerkit.tck.verification;

import dev.workerkit.WorkerAddress;
import dev.workerkit.tck.OwnJvm;
import dev.workerkit.tck.fixture.SharedMaster;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A {@link SharedMaster}: a master in a process of its own, which can be killed. */
final class RemoteMaster implements AutoCloseable {

    /** Light, for there are many, and short-lived. */
    private static final List<String> SETTINGS =
            List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx64m");

    private static final Duration USUAL = Duration.ofSeconds(20);

    private final Process process;
    private final BlockingQueue<String> said = new LinkedBlockingQueue<>();
    private final BufferedWriter orders;

    private RemoteMaster(ProcessBuilder builder) {
        process = OwnJvm.start(builder);
        orders = process.outputWriter(StandardCharsets.UTF_8);
        Thread reader = new Thread(this::listen, "tck-remote-master");
        reader.setDaemon(true);
        reader.start();
    }

    /** Starts a master, which connects when it is told so. */
    static RemoteMaster of(SharedStage stage, WorkerAddress address) {
        return new RemoteMaster(builder(stage, address));
    }

    /** The words of a command that connects at once and lives on. */
    static String[] connecting(SharedStage stage, WorkerAddress address) {
        return builder(stage, address, "stay").command().toArray(String[]::new);
    }

    private static ProcessBuilder builder(
            SharedStage stage, WorkerAddress address, String... more) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                Stage.session().runtimeName(),
                                address.toString(),
                                SharedStage.SECRET,
                                stage.marksFile().toString()));
        arguments.addAll(List.of(more));
        return OwnJvm.builder(
                stage.folder(), SETTINGS, SharedMaster.class, arguments.toArray(String[]::new));
    }

    private void listen() {
        StringBuilder other = new StringBuilder();
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.startsWith(SharedMaster.SAYS)) {
                    said.add(line.substring(SharedMaster.SAYS.length()));
                } else {
                    other.append(line).append('\n');
                }
            }
        } catch (IOException e) {
            other.append(e);
        }
        said.add("nothing more; it had written: " + other);
    }

    /** What it says next. */
    String hear() {
        try {
            Duration limit = Stage.session().patience(USUAL);
            String line = said.poll(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (line == null) {
                throw new AssertionError("a master says nothing");
            }
            return line;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while a master has to say something", e);
        }
    }

    /** Gives it an order. */
    void order(String line) {
        try {
            orders.write(line + "\n");
            orders.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("The master is gone; it said " + said, e);
        }
    }

    /** Gives it an order and waits for what it says. */
    String tell(String line) {
        order(line);
        return hear();
    }

    /** Waits until it is there, and then until it is connected. */
    Connected connect() {
        awaitThere();
        return Connected.parse(tell("connect"));
    }

    /** Waits until it could connect at once. */
    void awaitThere() {
        String line = hear();
        if (!line.equals("there")) {
            throw new AssertionError("instead of being there, a master said: " + line);
        }
    }

    /** Kills it; returns when it is dead. */
    void kill() {
        process.destroyForcibly();
        Stage.await("the master is dead", process.onExit());
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    /** To whom a master is connected. */
    record Connected(long pid, String id, boolean startedHere) {

        /** As {@link SharedMaster} says it. */
        static Connected parse(String line) {
            String[] words = line.split(" ");
            if (!words[0].equals("up")) {
                throw new AssertionError("instead of connecting, a master said: " + line);
            }
            return new Connected(
                    Long.parseLong(words[1]), words[2], Boolean.parseBoolean(words[3]));
        }
    }
}
