package dev.workerkit.log;

import dev.workerkit.LogLine;
import dev.workerkit.LogStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes lines into the files of a log. Those that the disk does not take are lost, but counted, and
 * the count is written before the next line for which there is room (WRK-LOG-012). Used under the
 * log's lock.
 */
final class LineWriter {

    private final RotatingFile file;
    private final LineFormat format;
    private Optional<Loss> loss = Optional.empty();

    LineWriter(RotatingFile file, LineFormat format) {
        this.file = file;
        this.format = format;
    }

    /** Lines that are missing in the files, with nothing there yet that says so. */
    private record Loss(long lines, LogLine last, String reason) {

        private static final int LONGEST_REASON = 100;

        static Loss of(List<LogLine> lines, IOException cause) {
            String reason = String.valueOf(cause.getMessage());
            return new Loss(
                    lines.size(),
                    lines.get(lines.size() - 1),
                    reason.length() > LONGEST_REASON
                            ? reason.substring(0, LONGEST_REASON) + "…"
                            : reason);
        }

        Loss and(LogLine line) {
            return new Loss(lines + 1, line, reason);
        }

        LogLine note() {
            return new LogLine(
                    last.time(),
                    last.worker(),
                    last.name(),
                    last.incarnation(),
                    LogStream.MASTER,
                    lines + (lines == 1 ? " line" : " lines") + " lost: " + reason);
        }
    }

    /** Writes the lines, or counts them as lost. */
    void write(List<LogLine> lines) {
        tellLoss();
        Batch batch = new Batch();
        lines.forEach(batch::add);
        batch.flush();
    }

    /** Writes how many lines were lost, if any were and there is room again. */
    void tellLoss() {
        Optional<Loss> untold = loss;
        if (untold.isPresent()) {
            loss = Optional.empty();
            Batch batch = new Batch();
            batch.add(untold.get().note());
            batch.flush();
            if (loss.isPresent()) {
                // What is lost now is the note.
                loss = untold;
            }
        }
    }

    /** Lines that are written together. */
    private final class Batch {

        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final List<LogLine> lines = new ArrayList<>();

        void add(LogLine line) {
            byte[] added = format.bytes(line);
            if (loss.isEmpty() && file.isFullWith(bytes.size(), added.length)) {
                flush();
                if (loss.isEmpty()) {
                    rotateFor(line);
                }
            }
            if (loss.isEmpty()) {
                bytes.writeBytes(added);
                lines.add(line);
            } else {
                // Also if there is room for this one: nothing would tell that others are missing.
                loss = loss.map(before -> before.and(line));
            }
        }

        private void rotateFor(LogLine line) {
            try {
                file.rotate();
            } catch (IOException e) {
                loss = Optional.of(new Loss(0, line, "rotating failed: " + e.getMessage()));
            }
        }

        void flush() {
            long before = file.size();
            byte[] all = bytes.toByteArray();
            try {
                file.append(all);
            } catch (IOException e) {
                int kept = linesIn(all, (int) (file.size() - before));
                loss = Optional.of(Loss.of(lines.subList(kept, lines.size()), e));
            }
            bytes.reset();
            lines.clear();
        }

        private static int linesIn(byte[] bytes, int length) {
            int count = 0;
            for (int i = 0; i < length; i++) {
                if (bytes[i] == '\n') {
                    count++;
                }
            }
            return count;
        }
    }
}
