package dev.workerkit.container.swarm;

import dev.workerkit.RuntimeOptions;
import dev.workerkit.UnsupportedException;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.container.JavaInside;
import dev.workerkit.container.engine.Engine;
import dev.workerkit.container.engine.SwarmNode;
import dev.workerkit.container.image.JavaImage;
import dev.workerkit.launch.Opening;
import dev.workerkit.spi.WorkerRuntimeProvider;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/**
 * The runtime {@code swarm}: each worker is a service of a Docker swarm, on whichever of its nodes
 * there is room. The master runs Linux, and need not be one of the nodes.
 */
public final class SwarmRuntimeProvider implements WorkerRuntimeProvider {

    static final String NAME = "swarm";

    /** For {@link java.util.ServiceLoader}. */
    public SwarmRuntimeProvider() {}

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String description() {
        return "services on the machines of a Docker swarm";
    }

    @Override
    public Optional<String> probe(RuntimeOptions options) {
        try (Engine engine = Engine.connect(options.engine())) {
            SwarmLauncher.requireUsable(engine);
            return Optional.of(
                    engine.facts().kind().label()
                            + " "
                            + engine.facts().version()
                            + " at "
                            + engine.endpoint()
                            + ", manager of "
                            + engine.swarm().nodes().stream().filter(SwarmNode::takesTasks).count()
                            + " nodes that take workers");
        }
    }

    @Override
    public String writeImage(RuntimeOptions options, OutputStream archive) throws IOException {
        JavaImage image = SwarmImages.ofKit(JavaInside.bare(options.bootstrap()));
        image.writeTo(archive);
        return image.tag();
    }

    @Override
    public WorkerRuntime open(RuntimeOptions options) {
        String system = System.getProperty("os.name");
        if (!system.equals("Linux")) {
            throw new UnsupportedException(
                    "The runtime 'swarm' needs a master on Linux, and this is "
                            + system
                            + "; run the master on a machine with Linux, as the swarm's nodes are");
        }
        return Opening.of(NAME, options, permits -> SwarmLauncher.open(options));
    }
}
