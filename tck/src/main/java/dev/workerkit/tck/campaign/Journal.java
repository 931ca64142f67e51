package dev.workerkit.tck.campaign;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What one end of a lane notes, a line for each thing that it does. Each line is handed to the
 * operating system before the next thing is done, so a SIGKILL loses none; only the power could. A
 * line that a kill has cut off lacks its last character, and does not count.
 *
 * <p>One process at a time writes: the next one waits until its predecessor is dead. So the order of
 * the lines is that of what happened. Used by one thread.
 */
final class Journal implements AutoCloseable {

    /** What a line begins with. */
    enum Entry {
        /** A process begins. */
        BEGIN,
        /** It is about to send a message. */
        SEND,
        /** The send has returned. */
        ACCEPTED,
        /** It was handed a message; with the number of earlier attempts. */
        RECEIVED,
        /** It was handed what nobody can have sent. */
        CORRUPT,
        /** It is about to acknowledge a message. */
        ACKNOWLEDGE,
        /** The acknowledgement has returned. */
        ACKNOWLEDGED,
        /** It has done something for the first time; with the time in microseconds. */
        AT_WORK
    }

    static final String END = ";";

    private static final int LAST_LINES = 1 << 16;

    private final FileChannel file;
    private boolean atWork;

    private Journal(FileChannel file) {
        this.file = file;
    }

    /** Opens it, as soon as no other process has it. */
    static Journal open(Path path) {
        try {
            FileChannel file =
                    FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            file.lock();
            Journal journal = new Journal(file);
            // Ends a line that was cut off, too.
            journal.write("\n");
            journal.note(Entry.BEGIN, ProcessHandle.current().pid());
            return journal;
        } catch (IOException e) {
            throw new UncheckedIOException("Can't open the journal " + path, e);
        }
    }

    /** The number of the last message that was to be sent according to a journal; 0 for none. */
    static long lastSent(Path path) {
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            byte[] end = new byte[(int) Math.min(LAST_LINES, file.length())];
            file.seek(file.length() - end.length);
            file.readFully(end);
            return new String(end, StandardCharsets.US_ASCII)
                    .lines()
                    .filter(line -> line.startsWith(Entry.SEND + " ") && line.endsWith(END))
                    .map(JournalReader.Line::parse)
                    .reduce(0L, (before, line) -> line.number(), (one, other) -> other);
        } catch (IOException e) {
            throw new UncheckedIOException("Can't read the journal " + path, e);
        }
    }

    void note(Entry entry, long number) {
        write(entry + " " + number + END + "\n");
        if (entry == Entry.ACCEPTED) {
            noteAtWork();
        }
    }

    void received(long number, int attempts) {
        write(Entry.RECEIVED + " " + number + " " + attempts + END + "\n");
        noteAtWork();
    }

    private void noteAtWork() {
        if (!atWork) {
            atWork = true;
            note(Entry.AT_WORK, ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now()));
        }
    }

    private void write(String line) {
        ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII));
        try {
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Can't write to the journal", e);
        }
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Can't close the journal", e);
        }
    }
}
