package dev.workerkit.os;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;

/** Reads {@code /proc}. One thread at a time; the buffer is kept between reads. */
public final class ProcFs {

    private static final int UNREADY = -2;

    private byte[] buffer = new byte[4096];

    /** The pids of all processes that this one may see, the latest first as a rule. */
    public int[] pids() {
        String[] names = new File("/proc").list();
        if (names == null) {
            return new int[0];
        }
        int[] pids = new int[names.length];
        int count = 0;
        // The kernel lists them in ascending order.
        for (int i = names.length - 1; i >= 0; i--) {
            if (Character.isDigit(names[i].charAt(0))) {
                pids[count++] = Integer.parseInt(names[i]);
            }
        }
        return Arrays.copyOf(pids, count);
    }

    /** A process, if it is there. */
    public Optional<ProcessEntry> stat(int pid) {
        int length = read("/proc/" + pid + "/stat");
        return length <= 0 ? Optional.empty() : Optional.of(ProcessEntry.parse(buffer, length));
    }

    /** What the environment that a process was started with tells of it. */
    enum Carries {
        YES,
        NO,
        /** Another variable. */
        OTHER,
        /** It executes another program at this moment and shows nothing: look again. */
        EXECUTING
    }

    /** Whether a process started with a variable; no as well if that may not be read. */
    Carries carries(int pid, byte[] entry) {
        int length = readEnvironment(pid);
        return length == UNREADY ? Carries.EXECUTING : holds(length, entry);
    }

    /** Whether it started with one of two variables, which may be neither. */
    Carries carriesEither(int pid, byte[] entry, byte[] other) {
        int length = readEnvironment(pid);
        if (length == UNREADY) {
            return Carries.EXECUTING;
        }
        return holds(length, other) == Carries.YES ? Carries.OTHER : holds(length, entry);
    }

    private int readEnvironment(int pid) {
        String environment = "/proc/" + pid + "/environ";
        int length = read(environment);
        // Many have no environment, hardly any has no arguments either.
        if (length == 0 && read("/proc/" + pid + "/cmdline") == 0) {
            return UNREADY;
        }
        // Again, for it may have had none only because it was executing until a moment ago.
        return length == 0 ? read(environment) : length;
    }

    /** Whether the buffer holds an entry, each of which ends with a NUL, among its first bytes. */
    private Carries holds(int length, byte[] entry) {
        for (int start = 0; start + entry.length <= length; ) {
            int end = start;
            while (end < length && buffer[end] != 0) {
                end++;
            }
            if (Arrays.equals(buffer, start, end, entry, 0, entry.length)) {
                return Carries.YES;
            }
            start = end + 1;
        }
        return Carries.NO;
    }

    /** Reads a whole file into the buffer; -1 if it is gone or not ours to read. */
    private int read(String file) {
        try (InputStream input = new FileInputStream(file)) {
            int length = 0;
            for (int count; (count = input.read(buffer, length, buffer.length - length)) > 0; ) {
                length += count;
                if (length == buffer.length) {
                    buffer = Arrays.copyOf(buffer, 2 * length);
                }
            }
            return length;
        } catch (IOException e) {
            return -1;
        }
    }
}
