package dev.workerkit.channel;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What an incarnation is told of the queues: their names.
 *
 * @param fromWorker the queue that it sends into, and nobody else
 * @param toWorker the queues that it receives from, one after the other; only into the last one
 *     something is still sent
 */
record Attachment(String fromWorker, List<String> toWorker) {

    /** The queue that the master of this incarnation sends into. */
    String lastToWorker() {
        return toWorker.get(toWorker.size() - 1);
    }

    void write(Path file) throws IOException {
        String text = fromWorker + "\n" + String.join("\n", toWorker) + "\n";
        Files.write(file, text.getBytes(StandardCharsets.US_ASCII));
        FolderOwner.give(file);
    }

    static Attachment read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file, StandardCharsets.US_ASCII);
        return new Attachment(lines.get(0), lines.subList(1, lines.size()));
    }
}
