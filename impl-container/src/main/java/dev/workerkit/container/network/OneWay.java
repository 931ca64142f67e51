package dev.workerkit.container.network;

import dev.workerkit.container.tool.Tool;
import dev.workerkit.container.tool.ToolException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Keeps the two in a network to what their relationship says: the client begins a conversation with
 * the service's endpoint, and nobody begins another. The rules are in the networks of the two, and are
 * gone with them. Takes root and programs of the machine: where they are missing, there are no
 * relationships.
 *
 * <p>The service's rules are there before it gets into the network, so there is no moment without
 * any. The client has its own as well, as a service may be given the capability to change its.
 */
final class OneWay {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static final String RESTORE = "iptables-restore";
    private static final List<String> PROGRAMS = List.of("nsenter", "unshare", RESTORE, "sh");

    private static final String NEEDED =
            "; a service is kept from its clients by root with CAP_SYS_ADMIN and CAP_NET_ADMIN and"
                    + " the programs nsenter, unshare and iptables-restore";

    /** All lines at once, or none. */
    private static final String CHANGE =
            "printf '%s\\n' '*filter' \"$@\" COMMIT | \"$restore\" -w -n";

    /**
     * In the network of a process: its id may long be another's, on whom nothing must be closed. So
     * the look comes when the network was entered, and is held by being in it.
     */
    private static final String CHANGE_IN =
            "grep -qF \"$2\" \"/proc/$1/cgroup\" || { echo process $1 is not of $2; exit 1; }\n"
                    + "restore=$0; shift 2\n"
                    + CHANGE;

    private OneWay() {}

    /** Why this can't be done here; empty if it can. It is tried, in a network made for that. */
    static Optional<String> missing() {
        return PROGRAMS.stream()
                .filter(program -> Tool.find(program).isEmpty())
                .findFirst()
                .map(program -> "there is no program '" + program + "'")
                .or(OneWay::failure)
                .map(reason -> reason + NEEDED);
    }

    private static Optional<String> failure() {
        List<String> words =
                words("-n", tool("sh").path(), "-c", "restore=$0; " + CHANGE, tool(RESTORE).path());
        Rule.ofService("127.0.0.1", 1, "127.0.0.1").forEach(rule -> words.add(rule.added()));
        try {
            tool("unshare").run(LIMIT, words.toArray());
            return Optional.empty();
        } catch (ToolException e) {
            return Optional.of("an attempt to close a network failed: " + e.getMessage());
        }
    }

    /**
     * Adds rules in the network of a worker; does nothing if it has ended.
     *
     * @throws ToolException if that fails
     */
    static void add(Member member, Stream<Rule> rules) {
        change(member, rules.map(Rule::added).toList());
    }

    /**
     * Takes rules out of the network of a worker; does nothing if it has ended.
     *
     * @throws ToolException if that fails
     */
    static void delete(Member member, Stream<Rule> rules) {
        change(member, rules.map(Rule::deleted).toList());
    }

    private static void change(Member member, List<String> lines) {
        if (lines.isEmpty()) {
            return;
        }
        List<String> words = words("-t", member.pid(), "-n", tool("sh").path(), "-c", CHANGE_IN);
        words.addAll(words(tool(RESTORE).path(), member.pid(), member.container().id()));
        words.addAll(lines);
        Tool.Outcome outcome = tool("nsenter").attempt(LIMIT, words.toArray());
        if (outcome.code() == 0) {
            return;
        }
        ToolException failure = tool("nsenter").failure(outcome, words.toArray());
        if (member.isThere()) {
            throw failure;
        }
        System.getLogger(OneWay.class.getName())
                .log(System.Logger.Level.DEBUG, "A container ended before it was closed", failure);
    }

    private static List<String> words(Object... all) {
        return new ArrayList<>(Arrays.stream(all).map(Object::toString).toList());
    }

    private static Tool tool(String name) {
        return Tool.require(name, "install the packages iptables and util-linux of the system");
    }
}
