package dev.workerkit.container.engine;

import com.github.dockerjava.transport.DockerHttpClient.Response;
import java.io.FilterInputStream;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The content of an answer; closing it ends the answer, whatever is still to come. */
final class Body extends FilterInputStream {

    private final Response response;

    Body(Response response) {
        super(response.getBody());
        this.response = response;
    }

    /** When the engine began to answer, by its own clock and to the second; if it says so. */
    Optional<Instant> date() {
        return response.getHeaders().entrySet().stream()
                .filter(header -> "Date".equalsIgnoreCase(header.getKey()))
                .flatMap(header -> header.getValue().stream())
                .findFirst()
                .flatMap(Body::parse);
    }

    private static Optional<Instant> parse(String date) {
        try {
            return Optional.of(Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(date)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        response.close();
    }
}
