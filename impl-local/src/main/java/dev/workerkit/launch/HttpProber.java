package dev.workerkit.launch;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/** Asks an HTTP server. TLS as this JVM trusts; no proxy, for the worker is near. */
public record HttpProber(URI address, Duration limit, Executor executor) implements Prober {

    private static final int FIRST_WELL = 200;
    private static final int FIRST_ILL = 400;

    @Override
    public CompletableFuture<Optional<String>> attempt() {
        return CompletableFuture.supplyAsync(this::ask, executor);
    }

    private Optional<String> ask() {
        try {
            HttpURLConnection connection =
                    (HttpURLConnection) address.toURL().openConnection(Proxy.NO_PROXY);
            try {
                return judge(statusOf(connection));
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            return Prober.found(address, e);
        }
    }

    private int statusOf(HttpURLConnection connection) throws IOException {
        int half = (int) Math.max(1, limit.dividedBy(2).toMillis());
        connection.setConnectTimeout(half);
        connection.setReadTimeout(half);
        connection.setInstanceFollowRedirects(false);
        connection.setUseCaches(false);
        connection.setRequestProperty("User-Agent", "workerkit-probe");
        return connection.getResponseCode();
    }

    private Optional<String> judge(int status) {
        if (status >= FIRST_WELL && status < FIRST_ILL) {
            return Optional.empty();
        }
        return Optional.of(address + (status < 0 ? ": no HTTP" : ": status " + status));
    }
}
