package dev.workerkit.benchmarks.trial;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.DataFormatException;
import org.HdrHistogram.Histogram;

/** What the iterations of a JVM have recorded, in their order. */
final class Records {

    private final Map<String, List<String>> values = new HashMap<>();

    private Records() {}

    /** Of the file that the JVM has written; it has written none if there was nothing to tell. */
    static Records read(Path file) throws IOException {
        Records records = new Records();
        if (Files.exists(file)) {
            for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
                int space = line.indexOf(' ');
                records.values
                        .computeIfAbsent(line.substring(0, space), name -> new ArrayList<>())
                        .add(line.substring(space + 1));
            }
        }
        return records;
    }

    /** The numbers of this name. */
    List<Double> figures(String name) {
        return values.getOrDefault(name, List.of()).stream().map(Double::valueOf).toList();
    }

    /** The histograms of this name. */
    List<Histogram> histograms(String name) throws IOException {
        List<Histogram> histograms = new ArrayList<>();
        for (String encoded : values.getOrDefault(name, List.of())) {
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getDecoder().decode(encoded));
            try {
                histograms.add(Histogram.decodeFromCompressedByteBuffer(bytes, 1));
            } catch (DataFormatException e) {
                throw new IOException("What a benchmark has recorded is no histogram", e);
            }
        }
        return histograms;
    }
}
