package dev.workerkit.container.network;

import dev.workerkit.WorkerException;
import dev.workerkit.WorkerId;
import dev.workerkit.container.engine.Connectivity.Attachment;
import dev.workerkit.container.tool.Tool;
import dev.workerkit.container.tool.ToolException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Brings two workers together by a wire: a pair of virtual interfaces, one in the network of each.
 * Neither the machine nor the engine has a part in it, so no wall of the machine's is in its way, and
 * the kernel takes it away with whichever of the two ends first.
 *
 * <p>For engines that have a container's first process ready before it begins: a worker finds its
 * wires laid.
 */
final class Wires implements Medium {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static final List<String> PROGRAMS = List.of("ip", "nsenter", "unshare", "sh");

    /** Seen by nobody but the two, so it is in nobody's way. For tests of equipment (RFC 2544). */
    private static final Subnet POOL = Subnet.parse("198.18.0.0/16");

    /** Room for two, under the numbers that they have in a network. */
    private static final int PREFIX = 29;

    /**
     * The networks are held by descriptors; whose they are is seen afterwards, when they can't be
     * another's any more. A wire of an earlier incarnation may not be gone yet. There are no addresses
     * of version 6, which would be found out, and which nothing else here knows of.
     */
    private static final String LAY =
            """
            ip=$0 name=$5
            exec 8<"/proc/$1/ns/net" 9<"/proc/$3/ns/net" || exit
            grep -qF "$2" "/proc/$1/cgroup" || { echo process $1 is not of $2; exit 1; }
            grep -qF "$4" "/proc/$3/cgroup" || { echo process $3 is not of $4; exit 1; }
            in_one() { side=$1; shift; nsenter --net=/proc/self/fd/$side "$@"; }
            for side in 8 9; do in_one $side "$ip" link del "$name" 2>/dev/null; done
            in_one 8 "$ip" link add "$name" type veth peer name "$name" netns /proc/self/fd/9 || exit
            raise='v6=/proc/sys/net/ipv6/conf/$1/disable_ipv6
                   if [ -e "$v6" ]; then echo 1 > "$v6" || exit; fi
                   "$0" addr add "$2" dev "$1" && "$0" link set "$1" up'
            in_one 8 sh -c "$raise" "$ip" "$name" "$6" && in_one 9 sh -c "$raise" "$ip" "$name" "$7"
            """;

    private final Set<Integer> inUse = new HashSet<>();
    private int last = -1;

    /** Why there can be none here; empty if there can be. It is tried, in a network made for that. */
    static Optional<String> missing() {
        return PROGRAMS.stream()
                .filter(program -> Tool.find(program).isEmpty())
                .findFirst()
                .map(program -> "there is no program '" + program + "'")
                .or(Wires::failure)
                .map(
                        reason ->
                                reason
                                        + "; relationships are wires between workers here, which"
                                        + " takes root with CAP_SYS_ADMIN and CAP_NET_ADMIN and the"
                                        + " programs ip (iproute2), nsenter and unshare");
    }

    private static Optional<String> failure() {
        try {
            tool("unshare")
                    .run(
                            LIMIT,
                            "-n",
                            tool("ip").path(),
                            "link",
                            "add",
                            "wk0",
                            "type",
                            "veth",
                            "peer",
                            "name",
                            "wk1");
            return Optional.empty();
        } catch (ToolException e) {
            return Optional.of("an attempt to lay a wire failed: " + e.getMessage());
        }
    }

    @Override
    public synchronized Segment closed(WorkerId worker, String purpose) {
        int parts = POOL.parts(PREFIX);
        if (inUse.size() == parts) {
            throw new WorkerException(
                    "Tried to make a wire for "
                            + worker
                            + ": this master has "
                            + parts
                            + " already; stop workers with relationships");
        }
        do {
            last = (last + 1) % parts;
        } while (!inUse.add(last));
        return new Segment("wk" + last, POOL.part(last, PREFIX));
    }

    @Override
    public boolean needsHome() {
        return false;
    }

    @Override
    public Optional<Attachment> place(Segment segment, String address) {
        return Optional.empty();
    }

    @Override
    public void enter(Segment segment, Member service) {
        // Its end of the wire comes with that of its client.
    }

    @Override
    public void join(Link link, Member client, Member service) {
        link.join(client, service, () -> lay(link.segment(), client, service));
    }

    /** Returns false if one of them has ended. */
    private static boolean lay(Segment segment, Member client, Member service) {
        Object[] words = {
            "-c",
            LAY,
            tool("ip").path(),
            client.pid(),
            client.container().id(),
            service.pid(),
            service.container().id(),
            segment.id(),
            segment.client() + "/" + PREFIX,
            segment.service() + "/" + PREFIX
        };
        Tool.Outcome outcome = tool("sh").attempt(LIMIT, words);
        if (outcome.code() == 0) {
            return true;
        }
        ToolException failure = tool("sh").failure(outcome, words);
        if (client.isThere() && service.isThere()) {
            throw failure;
        }
        System.getLogger(Wires.class.getName())
                .log(System.Logger.Level.DEBUG, "One ended before it was reached", failure);
        return false;
    }

    /** What there is of it goes with the network of whoever ends first. */
    @Override
    public synchronized void remove(Segment segment, List<String> members) {
        inUse.remove(Integer.valueOf(segment.id().substring("wk".length())));
    }

    private static Tool tool(String name) {
        return Tool.require(name, "install the packages iproute2 and util-linux of the system");
    }
}
