package dev.workerkit.container.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The images of a real engine, by its command line; forgets those that were not there before. */
final class DockerStore implements ImageStore, AutoCloseable {

    final AtomicInteger loads = new AtomicInteger();
    private final Set<String> missing = ConcurrentHashMap.newKeySet();

    @Override
    public boolean has(String reference) {
        boolean found = Cli.run(List.of("docker", "image", "inspect", reference)).status() == 0;
        if (!found) {
            missing.add(reference);
        }
        return found;
    }

    @Override
    public void load(InputStream archive) {
        loads.incrementAndGet();
        Cli loaded = Cli.run(List.of("docker", "load", "-q"), archive);
        assertThat(loaded.status()).as(loaded.output()).isZero();
    }

    @Override
    public void close() {
        missing.forEach(reference -> Cli.run(List.of("docker", "image", "rm", reference)));
    }
}
