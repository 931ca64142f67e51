package dev.workerkit.tck.sabotage.worker;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.URISyntaxException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands between a command worker and its control socket, and breaks what the two say to each other:
 * a process beside the command, which needs nothing but the JDK. It listens in a folder of its own
 * until the command has connected, and ends with the connection.
 */
public final class ControlTap {

    /** What it does. */
    public enum Fault {
        /** Keeps the message {@code stop} from the worker. */
        SILENT_STOP,
        /** Keeps the message {@code recycle} from the master. */
        DEAF_TO_RECYCLE,
        /** Keeps from the master that the worker is idle. */
        DEAF_TO_IDLE,
        /** Ends the connection at a message of a type that is not known. */
        STRICT,
        /** Takes what is no message for noise, and goes on. */
        TOLERANT
    }

    private static final Pattern TYPE =
            Pattern.compile("\\{.*\"type\"\\s*:\\s*\"([^\"]*)\".*\\}", Pattern.DOTALL);
    private static final Pattern IDLE = Pattern.compile("\"idle\"\\s*:\\s*true");
    private static final List<String> KNOWN =
            List.of("hello", "ready", "status", "progress", "answer", "paused", "resumed");

    private final Fault fault;
    private final SocketChannel worker;
    private final SocketChannel master;

    private ControlTap(Fault fault, SocketChannel worker, SocketChannel master) {
        this.fault = fault;
        this.worker = worker;
        this.master = master;
    }

    /** The words of a command that has this between it and its master. */
    public static List<String> words(Fault fault, List<String> command) {
        String script =
                """
                tap=$(mktemp -d) || exit 1
                "$1" -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx32m -cp "$2" "$3" "$4" \
                  "$WORKERKIT_CONTROL" "$tap" &
                while [ ! -S "$tap/socket" ]; do sleep 0.02; done
                export WORKERKIT_CONTROL="$tap/socket"
                shift 4
                exec "$@"
                """;
        List<String> words = new ArrayList<>(List.of("/bin/sh", "-c", script, "sh"));
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(List.of(ownClassPath(), ControlTap.class.getName(), fault.name()));
        words.addAll(command);
        return words;
    }

    private static String ownClassPath() {
        try {
            return new File(
                            ControlTap.class
                                    .getProtectionDomain()
                                    .getCodeSource()
                                    .getLocation()
                                    .toURI())
                    .getPath();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("The TCK's own jar has no path", e);
        }
    }

    /** Takes the fault, the control socket, and the folder for its own. */
    public static void main(String... arguments) throws IOException {
        Path folder = Path.of(arguments[2]);
        Path socket = folder.resolve("socket");
        SocketChannel worker;
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            worker = server.accept();
        } finally {
            Files.deleteIfExists(socket);
            Files.delete(folder);
        }
        SocketChannel master = SocketChannel.open(UnixDomainSocketAddress.of(arguments[1]));
        ControlTap tap = new ControlTap(Fault.valueOf(arguments[0]), worker, master);
        new Thread(tap::passToWorker, "to-worker").start();
        tap.passToMaster();
    }

    private void passToWorker() {
        pass(master, worker, line -> fault != Fault.SILENT_STOP || !type(line).equals("stop"));
    }

    private void passToMaster() {
        pass(worker, master, this::isPassedToMaster);
    }

    private boolean isPassedToMaster(String line) throws IOException {
        String type = type(line);
        if (fault == Fault.STRICT && !KNOWN.contains(type)) {
            throw new IOException("No message has the type " + type);
        }
        return switch (fault) {
            case TOLERANT -> !type.isEmpty();
            case DEAF_TO_RECYCLE -> !type.equals("recycle");
            case DEAF_TO_IDLE -> !IDLE.matcher(line).find();
            default -> true;
        };
    }

    /** The type of the message, or nothing if it is none. */
    private static String type(String line) {
        Matcher found = TYPE.matcher(line);
        return found.matches() ? found.group(1) : "";
    }

    /** What decides whether a line goes on. */
    @FunctionalInterface
    private interface Decision {
        boolean isPassed(String line) throws IOException;
    }

    private static void pass(SocketChannel from, SocketChannel to, Decision decision) {
        try (from;
                to;
                BufferedReader lines =
                        new BufferedReader(Channels.newReader(from, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (decision.isPassed(line)) {
                    ByteBuffer bytes =
                            ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
                    while (bytes.hasRemaining()) {
                        to.write(bytes);
                    }
                }
            }
        } catch (IOException e) {
            // One of them has gone, or is to go: then so does the other.
        }
    }
}
