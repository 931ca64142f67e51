package dev.workerkit.tck.leak;

import dev.workerkit.tck.leak.Holding.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The descriptors of this JVM, where the system shows them as Linux does. */
final class Descriptors {

    private static final Path FOLDER = Path.of("/proc/self/fd");
    private static final Path NET = Path.of("/proc/self/net");
    private static final String LISTENING = "0A";
    private static final String UNIX_LISTENING = "00010000";

    private Descriptors() {}

    static List<Holding> now() {
        List<Holding> found = new ArrayList<>();
        Map<String, String> listening = null;
        for (Path link : links()) {
            String target = target(link);
            if (target.startsWith("socket:")) {
                listening = listening == null ? listening() : listening;
                String address = listening.get(target);
                found.add(
                        address == null
                                ? Holding.of(Kind.DESCRIPTOR, target, "a connection")
                                : Holding.of(Kind.SOCKET, target, address));
            } else if (isOwn(target)) {
                found.add(Holding.of(Kind.DESCRIPTOR, link + " " + target, target));
            }
        }
        return found;
    }

    /** What the JVM opens for itself, to load classes and to look at the system, does not count. */
    private static boolean isOwn(String target) {
        return !target.isEmpty()
                && !target.startsWith("/proc/")
                && !target.startsWith("/sys/")
                && !target.startsWith("/dev/")
                && !target.endsWith(".jar")
                && !target.endsWith("/lib/modules")
                && !target.endsWith(".so");
    }

    private static List<Path> links() {
        try (Stream<Path> links = Files.list(FOLDER)) {
            return links.toList();
        } catch (IOException | UncheckedIOException e) {
            return List.of();
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            // It was closed meanwhile.
            return "";
        }
    }

    /** The addresses of sockets that listen, by what their descriptors lead to. */
    private static Map<String, String> listening() {
        Map<String, String> found = new HashMap<>();
        for (String name : List.of("tcp", "tcp6")) {
            for (String[] words : lines(NET.resolve(name))) {
                if (words.length > 9 && words[3].equals(LISTENING)) {
                    int port = Integer.parseInt(words[1].replaceFirst(".*:", ""), 16);
                    found.put("socket:[" + words[9] + "]", "at TCP port " + port);
                }
            }
        }
        for (String[] words : lines(NET.resolve("unix"))) {
            if (words.length > 6 && words[3].equals(UNIX_LISTENING)) {
                found.put(
                        "socket:[" + words[6] + "]",
                        "at " + (words.length > 7 ? words[7] : "no address"));
            }
        }
        return found;
    }

    private static List<String[]> lines(Path table) {
        try {
            return Files.readString(table, StandardCharsets.ISO_8859_1)
                    .lines()
                    .skip(1)
                    .map(line -> line.strip().split("\\s+"))
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }
}
