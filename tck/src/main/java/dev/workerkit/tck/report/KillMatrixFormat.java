package dev.workerkit.tck.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Function;

/** The formats of a kill matrix. */
public enum KillMatrixFormat {
    /** For programs; its form is described by {@code killmatrix.schema.json}. */
    JSON("killmatrix.json", Json::text),
    /** For people. */
    HTML("killmatrix.html", matrix -> new HtmlKillMatrix(matrix).page()),
    /** For the summary of a CI step. */
    MARKDOWN("killmatrix.md", matrix -> new MarkdownKillMatrix(matrix).text());

    private final String fileName;
    private final Function<KillMatrix, String> writer;

    KillMatrixFormat(String fileName, Function<KillMatrix, String> writer) {
        this.fileName = fileName;
        this.writer = writer;
    }

    /** Its name in the folder. */
    public String fileName() {
        return fileName;
    }

    /** The matrix in this format. */
    public String of(KillMatrix matrix) {
        return writer.apply(matrix);
    }

    /**
     * Makes the folder if it is missing, and removes an old matrix, so that none is taken for that
     * of a run which did not get as far as writing its own.
     */
    public static void prepare(Path folder) throws IOException {
        Files.createDirectories(folder);
        Files.delete(Files.createTempFile(folder, ".writable", ""));
        for (KillMatrixFormat format : values()) {
            Files.deleteIfExists(folder.resolve(format.fileName));
        }
    }

    /** Writes the matrix in all formats. */
    public static void write(KillMatrix matrix, Path folder) throws IOException {
        for (KillMatrixFormat format : values()) {
            Files.writeString(folder.resolve(format.fileName), format.of(matrix));
        }
    }

    /** The JSON Schema of kill matrices. */
    public static String schema() throws IOException {
        try (InputStream schema =
                Objects.requireNonNull(
                        KillMatrixFormat.class.getResourceAsStream("killmatrix.schema.json"))) {
            return new String(schema.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
