package dev.workerkit.container.image;

import dev.workerkit.container.engine.Engine;
import java.io.InputStream;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The images of a real engine; removes those again that were not there before. */
final class DockerStore implements ImageStore, AutoCloseable {

    final AtomicInteger loads = new AtomicInteger();
    private final Engine engine = Engine.connect(Optional.empty());
    private final Set<String> missing = ConcurrentHashMap.newKeySet();

    @Override
    public boolean has(String reference) {
        boolean found = engine.images().has(reference);
        if (!found) {
            missing.add(reference);
        }
        return found;
    }

    @Override
    public void load(InputStream archive) {
        loads.incrementAndGet();
        engine.images().load(archive);
    }

    @Override
    public void close() {
        missing.forEach(engine.images()::remove);
        engine.close();
    }
}
