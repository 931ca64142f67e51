package dev.workerkit.container.network;

import dev.workerkit.container.tool.Tool;
import dev.workerkit.container.tool.ToolException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Keeps a service from those that it serves: in their own networks, which are gone with them, nobody
 * begins a conversation with them. Takes root and programs of the machine: where they are missing,
 * there are no relationships.
 */
final class OneWay {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static final List<String> PROGRAMS = List.of("nsenter", "unshare", "iptables", "sh");

    private static final String NEEDED =
            "; a service is kept from its clients by root with CAP_SYS_ADMIN and CAP_NET_ADMIN and"
                    + " the programs nsenter, unshare and iptables";

    /**
     * In the network of a process: its id may long be another's, on whom nothing must be closed. So
     * the look comes when the network was entered, and is held by being in it.
     */
    private static final String CLOSE =
            "grep -qF \"$2\" \"/proc/$1/cgroup\" || { echo process $1 is not of $2; exit 1; }\n"
                    + "iptables=$0; shift 2\n"
                    + "for address; do\n"
                    + "  \"$iptables\" -w -A INPUT -d \"$address\" -p tcp --syn -j DROP &&\n"
                    + "  \"$iptables\" -w -A INPUT -d \"$address\" ! -p tcp -j DROP || exit\n"
                    + "done";

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
        try {
            tool("unshare")
                    .run(
                            LIMIT,
                            "-n",
                            tool("iptables").path(),
                            "-w",
                            "-A",
                            "INPUT",
                            "-p",
                            "tcp",
                            "--syn",
                            "-j",
                            "DROP");
            return Optional.empty();
        } catch (ToolException e) {
            return Optional.of("an attempt to close a network failed: " + e.getMessage());
        }
    }

    /**
     * Closes addresses of an incarnation to all but answers; nothing if it has ended.
     *
     * @throws ToolException if that fails
     */
    static void close(Member member, List<String> addresses) {
        if (addresses.isEmpty()) {
            return;
        }
        List<Object> words = new ArrayList<>(List.of("-t", member.pid(), "-n", tool("sh").path()));
        words.addAll(
                List.of(
                        "-c",
                        CLOSE,
                        tool("iptables").path(),
                        member.pid(),
                        member.container().id()));
        words.addAll(addresses);
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

    private static Tool tool(String name) {
        return Tool.require(name, "install the packages iptables and util-linux of the system");
    }
}
