package dev.workerkit.cli;

import dev.workerkit.AdminCookie;
import dev.workerkit.ChannelSpec;
import dev.workerkit.Launch;
import dev.workerkit.RuntimeOptions;
import dev.workerkit.SharedWorker;
import dev.workerkit.SharedWorkerSpec;
import dev.workerkit.WorkerAddress;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerRuntimes;
import dev.workerkit.WorkerSpec;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code workerkit start}: for masters that can't start a worker themselves, and at boot. */
@Command(
        name = "start",
        description = {
            "Starts a shared worker, unless one listens there already.",
            "Waits until it is ready; it goes on when this command has ended."
        },
        footer = {
            "",
            "Ends with 0 if a worker listens there, 1 if it could not be started, 2 if the start"
                    + " is forbidden or who listens there refuses."
        },
        mixinStandardHelpOptions = true,
        abbreviateSynopsis = true,
        sortOptions = false)
final class StartCommand implements Callable<Integer> {

    @CommandLine.Spec private CommandSpec command = CommandSpec.create();

    @Parameters(
            index = "0",
            paramLabel = "ADDRESS",
            description = "unix:///path, tcp://host:port or tls://host:port.",
            converter = AddressConverter.class)
    private @Nullable WorkerAddress address;

    @Parameters(index = "1", paramLabel = "CLASS", description = "The handler's Java class.")
    private String className = "";

    @Parameters(
            index = "2..*",
            paramLabel = "ARGUMENT",
            arity = "0..*",
            description = "The arguments of its constructor, as strings.")
    private List<String> arguments = new ArrayList<>();

    @Option(names = "--name", description = "The worker's name; default: its class, shortened.")
    private Optional<String> name = Optional.empty();

    @Option(
            names = "--codec",
            paramLabel = "CODEC",
            description = "json, string, bytes or a class; default: the profile's, or json.")
    private Optional<String> codec = Optional.empty();

    @Mixin private CookieOptions cookie = new CookieOptions();

    @Mixin private ProfileOptions profile = new ProfileOptions();

    @Option(
            names = "--log",
            paramLabel = "FILE",
            description =
                    "Where its output goes, and stays; default: beside its socket, with .log added,"
                            + " and for tcp and tls shared-HOST-PORT.log in workerkit-UID of the"
                            + " temporary folder.")
    private Optional<Path> log = Optional.empty();

    @Option(
            names = "--open-network",
            description = "It may listen at a tcp:// address that other machines reach.")
    private boolean openNetwork;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            description = "How long it may take, for example 500ms; default: ${DEFAULT-VALUE}.",
            defaultValue = "60s")
    private Duration timeout = WorkerSpec.DEFAULT_START_TIMEOUT;

    @Option(
            names = "--runtime",
            paramLabel = "NAME",
            description = "Which runtime starts it; default: ${DEFAULT-VALUE}.")
    private String runtimeName = "local";

    @Mixin private EngineOptions engine = new EngineOptions();

    @ArgGroup(validate = false, heading = "With a runtime that isolates, such as container:%n")
    private ContainerOptions container = new ContainerOptions();

    @Override
    public Integer call() {
        if (address == null) {
            throw new IllegalStateException("picocli has not been here");
        }
        RuntimeOptions options =
                engine.applied(RuntimeOptions.defaults().withBootstrap(profile.profile()));
        try (WorkerRuntime runtime = WorkerRuntimes.open(runtimeName, options);
                SharedWorker worker = runtime.connect(address, spec())) {
            PrintWriter out = command.commandLine().getOut();
            out.println(
                    (worker.startedHere() ? "started " : "there is already ")
                            + worker.name()
                            + " ("
                            + worker.id()
                            + ") at "
                            + address);
            out.flush();
        }
        return ExitStatus.FINE;
    }

    private SharedWorkerSpec spec() {
        WorkerSpec worker =
                WorkerSpec.of(
                        new Launch.JavaWorker(className, List.copyOf(arguments), Optional.empty()));
        if (name.isPresent()) {
            worker = worker.withName(name.get());
        }
        if (codec.isPresent()) {
            worker = worker.withChannel(ChannelSpec.json().withCodec(codec.get()));
        }
        SharedWorkerSpec spec =
                SharedWorkerSpec.of(container.applied(worker)).withStartTimeout(timeout);
        Optional<AdminCookie> secret = cookie.source().cookie();
        if (secret.isPresent()) {
            spec = spec.withCookie(secret.get());
        }
        if (log.isPresent()) {
            spec = spec.withLog(log.get());
        }
        return openNetwork ? spec.withOpenNetwork() : spec;
    }
}
