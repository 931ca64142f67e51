package dev.workerkit.tck.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Objects;
import java.util.function.Function;

/** The report for programs. The form is described by {@code conformance.schema.json}. */
public final class ReportJson {

    private static final ObjectMapper MAPPER =
            new ObjectMapper()
                    .setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL)
                    .registerModule(
                            new SimpleModule()
                                    .addSerializer(Instant.class, new ToStringSerializer())
                                    .addDeserializer(
                                            Instant.class,
                                            new TextReader<>(Instant.class, Instant::parse))
                                    .addSerializer(LocalDate.class, new ToStringSerializer())
                                    .addDeserializer(
                                            LocalDate.class,
                                            new TextReader<>(LocalDate.class, LocalDate::parse)));

    private ReportJson() {}

    /** Writes a report. */
    public static void write(ConformanceReport report, Path file) throws IOException {
        DefaultPrettyPrinter lines =
                new DefaultPrettyPrinter()
                        .withObjectIndenter(new DefaultIndenter("  ", "\n"))
                        .withArrayIndenter(new DefaultIndenter("  ", "\n"));
        Files.writeString(file, MAPPER.writer(lines).writeValueAsString(report) + "\n");
    }

    /** Reads a report. */
    public static ConformanceReport read(Path file) throws IOException {
        return MAPPER.readValue(Files.readAllBytes(file), ConformanceReport.class);
    }

    /** The JSON Schema of reports. */
    public static String schema() throws IOException {
        try (InputStream schema =
                Objects.requireNonNull(
                        ReportJson.class.getResourceAsStream("conformance.schema.json"))) {
            return new String(schema.readAllBytes(), StandardCharsets.UTF_8);
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
            } catch (DateTimeParseException e) {
                throw JsonMappingException.from(parser, e.getMessage(), e);
            }
        }
    }
}
