package dev.workerkit.container.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Listens to an engine until it is closed, and again when the engine is back. */
public final class EventStream implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(EventStream.class.getName());
    private static final Duration RETRY = Duration.ofMillis(200);
    private static final long NANOS = 1_000_000_000L;

    private final Connection connection;
    private final String filters;
    private final Consumer<EngineEvent> listener;
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);
    private volatile @Nullable InputStream current;

    /** Where to go on when the engine is back, by its own clock. */
    private long lastNanos = -1;

    EventStream(Connection connection, Map<String, String> labels, Consumer<EngineEvent> listener) {
        this.connection = connection;
        this.filters = filters(labels);
        this.listener = listener;
        Thread thread = new Thread(this::listen, "workerkit-engine-events");
        thread.setDaemon(true);
        thread.start();
        awaitBegin();
    }

    private void awaitBegin() {
        try {
            if (!begun.await(2, TimeUnit.SECONDS)) {
                LOG.log(System.Logger.Level.DEBUG, "The engine is slow to tell its events");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String filters(Map<String, String> labels) {
        List<String> all = Labels.filter(labels);
        String json = ClientSettings.JSON.valueToTree(Map.of("label", all)).toString();
        return URLEncoder.encode(json, StandardCharsets.UTF_8);
    }

    private void listen() {
        while (!isClosed()) {
            try (Body stream = open()) {
                current = stream;
                begun.countDown();
                read(stream);
            } catch (IOException | RuntimeException e) {
                LOG.log(System.Logger.Level.DEBUG, "The engine's events have ended", e);
            }
            pause();
        }
    }

    /** Tells all events; the parser waits for the first already when it is made. */
    private void read(InputStream stream) throws IOException {
        // Who closed this before the stream was known has not closed the stream.
        if (isClosed()) {
            return;
        }
        try (MappingIterator<JsonNode> events =
                ClientSettings.JSON.readerFor(JsonNode.class).readValues(stream)) {
            while (!isClosed() && events.hasNextValue()) {
                tell(events.nextValue());
            }
        }
    }

    private Body open() {
        Body stream =
                connection.stream(
                        Request.Method.GET,
                        "/events?filters=" + filters + since(),
                        "listen to events");
        if (lastNanos < 0) {
            // If the engine is gone before it has told one.
            lastNanos = stream.date().map(date -> date.getEpochSecond() * NANOS).orElse(-1L);
        }
        return stream;
    }

    private String since() {
        return lastNanos < 0
                ? ""
                : String.format(
                        Locale.ROOT, "&since=%d.%09d", lastNanos / NANOS, lastNanos % NANOS);
    }

    private void tell(JsonNode node) {
        long nanos = node.path("timeNano").asLong();
        lastNanos = nanos + 1;
        Map<String, String> attributes = new HashMap<>();
        node.path("Actor")
                .path("Attributes")
                .properties()
                .forEach(each -> attributes.put(each.getKey(), each.getValue().asText()));
        EngineEvent event =
                new EngineEvent(
                        node.path("Type").asText(),
                        action(node.path("Action").asText()),
                        node.path("Actor").path("ID").asText(),
                        attributes,
                        Instant.ofEpochSecond(nanos / NANOS, nanos % NANOS));
        try {
            listener.accept(event);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "A listener to " + event + " failed", e);
        }
    }

    /** The same word for the same, whatever the engine. */
    private static String action(String told) {
        return told.equals("remove") ? "destroy" : told;
    }

    private void pause() {
        try {
            closed.await(RETRY.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            closed.countDown();
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    /** Listens no longer. */
    @Override
    public void close() {
        closed.countDown();
        InputStream stream = current;
        if (stream != null) {
            try {
                stream.close();
            } catch (IOException e) {
                LOG.log(System.Logger.Level.DEBUG, "Closing the engine's events", e);
            }
        }
    }
}
