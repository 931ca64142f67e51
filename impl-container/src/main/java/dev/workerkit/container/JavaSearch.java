package dev.workerkit.container;

import dev.workerkit.WorkerException;
import dev.workerkit.WorkerSpec;
import dev.workerkit.container.engine.Connectivity;
import dev.workerkit.container.engine.Container;
import dev.workerkit.container.engine.ContainerSpec;
import dev.workerkit.container.engine.Engine;
import dev.workerkit.container.engine.EngineException;
import dev.workerkit.container.engine.EngineGoneException;
import dev.workerkit.container.engine.Output;
import dev.workerkit.container.engine.OutputSink;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds out which Java an image has by running it, with all that a worker is kept from.
 *
 * @param engine has the image
 * @param nameplate names the container, so that it is cleared away whatever happens
 * @param user whom it runs as
 */
record JavaSearch(Engine engine, Nameplate nameplate, InsideUser user) {

    /** Only a machine that does nothing else takes so long. */
    private static final int PATIENCE_SECONDS = 60;

    /** Java 8 calls itself 1.8. */
    private static final Pattern VERSION = Pattern.compile("version \"(?:1\\.)?(\\d{1,4})");

    private static final List<String> WORDS = List.of(Jvm.BY_PATH, "-version");

    /**
     * Its feature version; nothing if it has none that runs.
     *
     * @throws dev.workerkit.WorkerException if the engine is gone, or the image's gives no answer
     */
    OptionalInt featureIn(WorkerImage image) {
        Container container = engine.containers().create(spec(image));
        try {
            return featureOf(answer(container, image));
        } finally {
            Steps.runAll("The search for Java in '" + image.name() + "'", container::remove);
        }
    }

    private ContainerSpec spec(WorkerImage image) {
        WorkerSpec asking = WorkerSpec.command(WORDS.toArray(String[]::new));
        return Walls.of(asking, image, user, engine.facts())
                .around(
                        Nameplate.containerNames(nameplate.token()) + "java-" + UUID.randomUUID(),
                        WORDS,
                        Map.of(),
                        List.of(),
                        Connectivity.none())
                .withLabels(nameplate.labels());
    }

    private static String answer(Container container, WorkerImage image) {
        Answer answer = new Answer();
        try (Output output = container.attach(answer)) {
            container.startAndAwait().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            output.ended().get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            return answer.text();
        } catch (EngineGoneException e) {
            throw e;
        } catch (EngineException e) {
            // So it says that there is no such program.
            return "";
        } catch (TimeoutException | ExecutionException e) {
            throw new WorkerException(
                    "Tried to find out which Java the image '" + image.name() + "' has: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new WorkerException(
                    "Interrupted while looking for Java in the image '" + image.name() + "'", e);
        }
    }

    static OptionalInt featureOf(String answer) {
        Matcher found = VERSION.matcher(answer);
        return found.find()
                ? OptionalInt.of(Integer.parseInt(found.group(1)))
                : OptionalInt.empty();
    }

    /** What it writes: its version comes by the error output. */
    private static final class Answer implements OutputSink {

        private static final int MOST = 4096;

        private final ByteArrayOutputStream said = new ByteArrayOutputStream();

        @Override
        public void out(byte[] bytes) {
            err(bytes);
        }

        @Override
        public synchronized void err(byte[] bytes) {
            if (said.size() < MOST) {
                said.writeBytes(bytes);
            }
        }

        synchronized String text() {
            return said.toString(StandardCharsets.UTF_8);
        }
    }
}
