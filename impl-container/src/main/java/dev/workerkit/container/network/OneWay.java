package dev.workerkit.container.network;

import dev.workerkit.container.tool.Tool;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Keeps a service from those that it serves: in their own networks, which are gone with them, nobody
 * begins a conversation with them. Takes root and the programs nsenter and iptables; without them a
 * service reaches the ports of its clients.
 */
final class OneWay {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private OneWay() {}

    /**
     * Closes addresses of a process to all but answers.
     *
     * @throws dev.workerkit.WorkerException if that fails, though there is what it takes
     */
    static void close(long pid, List<String> addresses) {
        Optional<Tool> enter = Tool.find("nsenter");
        Optional<Tool> filter = Tool.find("iptables");
        boolean isRoot = "root".equals(System.getProperty("user.name"));
        if (enter.isEmpty() || filter.isEmpty() || !isRoot) {
            return;
        }
        for (String address : addresses) {
            reject(enter.get(), filter.get(), pid, address, "-p", "tcp", "--syn");
            reject(enter.get(), filter.get(), pid, address, "!", "-p", "tcp");
        }
    }

    private static void reject(Tool enter, Tool filter, long pid, String address, String... what) {
        List<Object> words = new ArrayList<>(List.of("-t", pid, "-n", filter.path()));
        words.addAll(List.of("-w", "-A", "INPUT", "-d", address));
        words.addAll(List.of(what));
        words.addAll(List.of("-j", "DROP"));
        enter.run(LIMIT, words.toArray());
    }
}
