package dev.workerkit.benchmarks.report;

import com.fasterxml.jackson.annotation.JsonAutoDetect;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;

/** A report as JSON; {@code benchmarks.schema.json} among the resources is its schema. */
public final class ReportJson {

    private static final ObjectMapper MAPPER =
            new ObjectMapper()
                    .setVisibility(PropertyAccessor.IS_GETTER, JsonAutoDetect.Visibility.NONE)
                    .setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL)
                    .registerModule(
                            new SimpleModule()
                                    .addSerializer(Instant.class, new ToStringSerializer())
                                    .addDeserializer(
                                            Instant.class,
                                            new TextReader<>(Instant.class, Instant::parse))
                                    .addSerializer(Duration.class, new ToStringSerializer())
                                    .addDeserializer(
                                            Duration.class,
                                            new TextReader<>(Duration.class, Duration::parse)));

    private static final DefaultPrettyPrinter LINES =
            new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));

    private ReportJson() {}

    /** A report as text. */
    static String text(BenchmarkReport report) {
        try {
            return MAPPER.writer(LINES).writeValueAsString(report) + "\n";
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("Our own records are no JSON", e);
        }
    }

    /**
     * The report in this file, or in this folder.
     *
     * @throws IOException if there is none; the message says what is wrong
     */
    public static BenchmarkReport read(Path file) throws IOException {
        Path json = Files.isDirectory(file) ? file.resolve(ReportFolder.JSON) : file;
        if (!Files.isReadable(json)) {
            throw new IOException(
                    "There is no report at " + json + "; give the folder that bench wrote it to");
        }
        try {
            BenchmarkReport report = MAPPER.readValue(json.toFile(), BenchmarkReport.class);
            if (report.formatVersion() != BenchmarkReport.FORMAT) {
                throw new IOException(
                        json
                                + " has the form "
                                + report.formatVersion()
                                + ", and this version reads "
                                + BenchmarkReport.FORMAT);
            }
            return report;
        } catch (JsonProcessingException | NullPointerException e) {
            throw new IOException(json + " is no report of benchmarks: " + e.getMessage(), e);
        }
    }

    private static final class TextReader<T> extends StdScalarDeserializer<T> {

        private static final long serialVersionUID = 1L;

        private final transient Function<String, T> parse;

        TextReader(Class<T> type, Function<String, T> parse) {
            super(type);
            this.parse = parse;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            try {
                return parse.apply(parser.getText());
            } catch (DateTimeException e) {
                throw JsonMappingException.from(parser, e.getMessage(), e);
            }
        }
    }
}
