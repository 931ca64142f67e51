package dev.workerkit.container;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Asks the engine for a sign of life, once for each test JVM and with nothing but a socket. */
final class EngineCondition implements ExecutionCondition {

    private static final String DEFAULT = "unix:///var/run/docker.sock";
    private static final int PATIENCE_SECONDS = 10;

    private static final class Answer {
        static final Optional<String> MISSING = missing(endpoint());
    }

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        return judged(Answer.MISSING, required());
    }

    /** What follows when {@code missing} says why there is no engine. */
    static ConditionEvaluationResult judged(Optional<String> missing, boolean required) {
        if (missing.isEmpty()) {
            return ConditionEvaluationResult.enabled("a container engine answers");
        }
        if (required) {
            throw new ExtensionConfigurationException(
                    missing.get() + " CI or WORKERKIT_REQUIRE_ENGINE is set: nothing is skipped.");
        }
        return ConditionEvaluationResult.disabled(missing.get());
    }

    /** Why the engine at {@code endpoint} can't be used; empty if it can. */
    static Optional<String> missing(String endpoint) {
        CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> pinged(endpoint));
        try {
            String line = answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return line.contains(" 200 ") ? Optional.empty() : Optional.of(advice(endpoint, line));
        } catch (ExecutionException e) {
            return Optional.of(advice(endpoint, String.valueOf(e.getCause())));
        } catch (TimeoutException e) {
            return Optional.of(advice(endpoint, "no answer in " + PATIENCE_SECONDS + " s"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of(advice(endpoint, "interrupted"));
        }
    }

    private static String advice(String endpoint, String found) {
        return "No container engine at "
                + endpoint
                + ": "
                + found
                + ". Start dockerd, or name an engine with DOCKER_HOST.";
    }

    private static boolean required() {
        return isSet("CI") || isSet("WORKERKIT_REQUIRE_ENGINE");
    }

    private static boolean isSet(String variable) {
        String value = System.getenv(variable);
        return value != null && !value.isBlank();
    }

    private static String endpoint() {
        String named = System.getenv("DOCKER_HOST");
        return named == null || named.isBlank() ? DEFAULT : named;
    }

    /** The first line of the answer to {@code GET /_ping}. */
    private static String pinged(String endpoint) {
        try (SocketChannel channel = connected(URI.create(endpoint))) {
            channel.write(US_ASCII.encode("GET /_ping HTTP/1.0\r\nHost: engine\r\n\r\n"));
            ByteBuffer answer = ByteBuffer.allocate(1024);
            while (channel.read(answer) >= 0 && answer.hasRemaining()) {
                if (indexOfLineEnd(answer) >= 0) {
                    break;
                }
            }
            int end = Math.max(indexOfLineEnd(answer), 0);
            return new String(answer.array(), 0, end, US_ASCII).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SocketChannel connected(URI endpoint) throws IOException {
        boolean unix = "unix".equals(endpoint.getScheme());
        SocketAddress address =
                unix
                        ? UnixDomainSocketAddress.of(Path.of(endpoint.getPath()))
                        : new InetSocketAddress(endpoint.getHost(), endpoint.getPort());
        SocketChannel channel =
                SocketChannel.open(
                        unix ? StandardProtocolFamily.UNIX : StandardProtocolFamily.INET);
        channel.connect(address);
        return channel;
    }

    private static int indexOfLineEnd(ByteBuffer answer) {
        for (int i = 0; i < answer.position(); i++) {
            if (answer.get(i) == '\n') {
                return i;
            }
        }
        return -1;
    }
}
