package dev.workerkit.channel;

import dev.workerkit.BytesChannel;
import dev.workerkit.ChannelClosedException;
import dev.workerkit.ChannelSpec;
import dev.workerkit.SendResult;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;

/** A worker in a JVM of its own, and the programs it runs. */
final class ChildJvm {

    /** What a child does. */
    enum Program {
        /** Sends back what it receives, and ends with the channel. */
        ECHO,
        /** Sends numbered messages until it is killed. */
        FLOOD,
        /** Waits for a message that never comes. */
        WAIT
    }

    static final ChannelSpec SPEC =
            ChannelSpec.bytes().withMaxMessageBytes(60_000).withCapacityBytes(1 << 20);

    private final Process process;

    private ChildJvm(Process process) {
        this.process = process;
    }

    static ChildJvm start(Program program, Path directory, int incarnation) throws IOException {
        return new ChildJvm(
                builder(
                                ChildJvm.class,
                                program.name(),
                                directory.toString(),
                                String.valueOf(incarnation))
                        .start());
    }

    /** A JVM that can open channels; its output is this one's. */
    static ProcessBuilder builder(Class<?> main, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ChannelJvmFlags.forThisFeatureVersion(Runtime.version().feature()));
        command.addAll(
                List.of(
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        main.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command).inheritIO();
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    int waitFor() throws InterruptedException {
        return process.waitFor();
    }

    public static void main(String[] arguments) {
        Path directory = Path.of(arguments[1]);
        WorkerChannel channel = WorkerChannel.open(directory, SPEC, Integer.parseInt(arguments[2]));
        switch (Program.valueOf(arguments[0])) {
            case ECHO, WAIT -> echo(channel.bytes());
            case FLOOD -> flood(channel.bytes());
        }
        channel.close();
    }

    private static void echo(BytesChannel channel) {
        try {
            while (true) {
                channel.receive(message -> send(channel, message), ChannelPair.LONG);
            }
        } catch (ChannelClosedException e) {
            // The master has closed its end, or is gone.
        }
    }

    private static void flood(BytesChannel channel) {
        ByteBuffer message = ByteBuffer.allocate(60_000);
        for (int number = 0; ; number++) {
            send(channel, write(message, number));
        }
    }

    private static void send(BytesChannel channel, ByteBuffer message) {
        if (channel.send(message, ChannelPair.LONG) != SendResult.SENT) {
            throw new IllegalStateException("The master takes nothing");
        }
    }

    /** A message of a size that depends on its number, with a checksum. */
    static ByteBuffer write(ByteBuffer message, int number) {
        int length = 12 + number * 7919 % 3000;
        message.clear().limit(length);
        message.putInt(8, number);
        for (int at = 12; at < length; at++) {
            message.put(at, (byte) (number + at));
        }
        message.putLong(0, checksum(message));
        return message;
    }

    /** The number of a message that came whole. */
    static int read(ByteBuffer message) {
        if (message.getLong(message.position()) != checksum(message)) {
            throw new AssertionError("The message is damaged");
        }
        return message.getInt(message.position() + 8);
    }

    private static long checksum(ByteBuffer message) {
        CRC32 checksum = new CRC32();
        checksum.update(message.duplicate().position(message.position() + 8));
        return checksum.getValue();
    }
}
