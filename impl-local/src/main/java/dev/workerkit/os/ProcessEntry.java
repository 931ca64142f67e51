package dev.workerkit.os;

import java.nio.charset.StandardCharsets;
import java.util.StringTokenizer;

/**
 * A process as {@code /proc/PID/stat} shows it. A pid and its start time together name one process
 * until the machine is started anew; a pid alone may be used again.
 *
 * @param pid its id
 * @param parent its parent's pid
 * @param session its session's id
 * @param state a letter, {@code Z} for a zombie
 * @param threads how many it has
 * @param startTime in clock ticks since the machine started
 * @param residentPages how much memory it holds, what it shares with others included
 */
public record ProcessEntry(
        int pid,
        int parent,
        int session,
        char state,
        int threads,
        long startTime,
        long residentPages) {

    /** What names the process for good. */
    public record Id(int pid, long startTime) {}

    /** Reads the first bytes of a {@code stat} file. */
    static ProcessEntry parse(byte[] stat, int length) {
        String line = new String(stat, 0, length, StandardCharsets.ISO_8859_1);
        int pid = Integer.parseInt(line.substring(0, line.indexOf(' ')));
        // The name before it stands in parentheses and may hold spaces and parentheses.
        StringTokenizer fields =
                new StringTokenizer(line.substring(line.lastIndexOf(')') + 1), " \n");
        char state = fields.nextToken().charAt(0);
        int parent = Integer.parseInt(fields.nextToken());
        fields.nextToken();
        int session = Integer.parseInt(fields.nextToken());
        skip(fields, 7, 20);
        int threads = Integer.parseInt(fields.nextToken());
        skip(fields, 21, 22);
        long startTime = Long.parseLong(fields.nextToken());
        skip(fields, 23, 24);
        long residentPages = Long.parseLong(fields.nextToken());
        return new ProcessEntry(pid, parent, session, state, threads, startTime, residentPages);
    }

    private static void skip(StringTokenizer fields, int from, int to) {
        for (int field = from; field < to; field++) {
            fields.nextToken();
        }
    }

    public Id id() {
        return new Id(pid, startTime);
    }

    /**
     * Whether it can still run. A zombie has ended and only waits to be reaped, unless just its first
     * thread has ended: then the others run on.
     */
    public boolean alive() {
        return state == 'Z' ? threads > 1 : state != 'X';
    }
}
