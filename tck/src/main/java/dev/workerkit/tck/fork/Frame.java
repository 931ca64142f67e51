package dev.workerkit.tck.fork;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import org.jspecify.annotations.Nullable;

/**
 * What goes between the two JVMs, a line of JSON each.
 *
 * @param kind what it is
 * @param number that of the question, or of the question that this answers
 * @param what is asked
 * @param text of the question, the answer, or why there is none; JSON for those who write and read
 *     it
 * @param exit who wants to end the JVM
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Frame(
        Kind kind,
        long number,
        @Nullable String what,
        @Nullable String text,
        @Nullable ExitCall exit) {

    private static final ObjectMapper JSON =
            new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    enum Kind {
        QUESTION,
        ANSWER,
        FAULT,
        EXIT,
        END
    }

    static Frame question(long number, String what, String text) {
        return new Frame(Kind.QUESTION, number, what, text, null);
    }

    static Frame answer(long number, String text) {
        return new Frame(Kind.ANSWER, number, null, text, null);
    }

    static Frame fault(long number, String why) {
        return new Frame(Kind.FAULT, number, null, why, null);
    }

    static Frame exit(ExitCall call) {
        return new Frame(Kind.EXIT, 0, null, null, call);
    }

    static Frame end() {
        return new Frame(Kind.END, 0, null, null, null);
    }

    static Frame parse(String line) throws JsonProcessingException {
        return JSON.readValue(line, Frame.class);
    }

    /** Writes it whole, whoever else writes. */
    void writeTo(Writer writer) throws IOException {
        String line = line();
        synchronized (writer) {
            writer.write(line);
            writer.flush();
        }
    }

    private String line() {
        try {
            return JSON.writeValueAsString(this) + "\n";
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("A frame is no JSON", e);
        }
    }
}
