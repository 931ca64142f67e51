package dev.workerkit.container.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Where this machine sends what: {@code /proc/net/route}. */
final class Routes {

    private static final Path FILE = Path.of("/proc/net/route");
    private static final int DESTINATION = 1;
    private static final int MASK = 7;

    private Routes() {}

    /** The ranges of addresses that it has routes to, but for the one to all others. */
    static List<Subnet> here() {
        try {
            return parse(Files.readAllLines(FILE));
        } catch (IOException e) {
            // The engine refuses at least what its own networks have.
            return List.of();
        }
    }

    /** The same of the lines of such a file, the first of which names the columns. */
    static List<Subnet> parse(List<String> lines) {
        List<Subnet> found = new ArrayList<>();
        for (String line : lines.subList(Math.min(1, lines.size()), lines.size())) {
            String[] columns = line.split("\\s+");
            int mask = number(columns[MASK]);
            if (mask != 0) {
                int prefix = Integer.bitCount(mask);
                found.add(new Subnet(number(columns[DESTINATION]) & mask, prefix));
            }
        }
        return found;
    }

    /** Numbers stand there as the memory holds them: the last byte first. */
    private static int number(String hexadecimal) {
        return Integer.reverseBytes(Integer.parseUnsignedInt(hexadecimal, 16));
    }
}
