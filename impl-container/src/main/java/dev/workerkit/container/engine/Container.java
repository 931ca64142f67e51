package dev.workerkit.container.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.transport.DockerHttpClient.Request;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * A container of an engine. All calls block until the engine has answered, and throw {@link
 * NotFoundException} when the container is gone, and {@link EngineGoneException} when the engine is.
 */
public final class Container {

    private static final long REMOVAL_LIMIT_SECONDS = 30;

    private static final String PODMAN_WAIT =
            "/wait?condition=exited&condition=stopped&interval=250ms";

    private final Connection connection;
    private final String id;

    Container(Connection connection, String id) {
        this.connection = connection;
        this.id = id;
    }

    /** Its id. */
    public String id() {
        return id;
    }

    private String tried(String what) {
        return what + " the container " + shortId();
    }

    private String shortId() {
        int length = 12;
        return id.length() <= length ? id : id.substring(0, length);
    }

    private DockerClient calls() {
        return connection.calls();
    }

    /** Takes what it writes from now on; before it is started, so that nothing is missed. */
    public Output attach(OutputSink sink) {
        Output output = new Output(tried("attach to"), sink);
        connection
                .streams()
                .attachContainerCmd(id)
                .withStdOut(true)
                .withStdErr(true)
                .withFollowStream(true)
                .exec(output.callback());
        return output.awaitBegin();
    }

    /**
     * The code that it ends with, the next time that it ends. Registered when this returns, so it
     * can be asked for before the start; but see {@link #startAndAwait}. Completes exceptionally,
     * with an {@link EngineException}, if the engine is gone before. Who waits no longer cancels it.
     */
    public CompletableFuture<Integer> nextExit() {
        return await("next-exit");
    }

    /** The same, done at once if it does not run. */
    public CompletableFuture<Integer> exit() {
        return connection.kind() == EngineFacts.Kind.PODMAN ? podmanExit() : await("not-running");
    }

    /**
     * Podman asks itself without a pause whether it does not run, for all that wait for it by the
     * common call, which keeps a processor busy. Its own call takes a pause; it begins to answer when
     * it is done.
     */
    private CompletableFuture<Integer> podmanExit() {
        String tried = tried("wait for");
        String path = connection.podmanPath() + "/containers/" + id + PODMAN_WAIT;
        CompletableFuture<Integer> exit = new CompletableFuture<>();
        inBackground(
                () -> {
                    try {
                        read(connection.post(path, tried), tried, exit);
                    } catch (EngineException e) {
                        exit.completeExceptionally(e);
                    }
                });
        return exit;
    }

    private CompletableFuture<Integer> await(String condition) {
        String tried = tried("wait for");
        InputStream answer =
                connection.stream(
                        Request.Method.POST,
                        "/containers/" + id + "/wait?condition=" + condition,
                        tried);
        CompletableFuture<Integer> exit = new CompletableFuture<>();
        inBackground(() -> read(answer, tried, exit));
        exit.whenComplete((code, thrown) -> leave(answer, exit.isCancelled()));
        return exit;
    }

    private void inBackground(Runnable waiting) {
        Thread thread = new Thread(waiting, "workerkit-wait-" + shortId());
        thread.setDaemon(true);
        thread.start();
    }

    private static void leave(InputStream answer, boolean early) {
        try {
            if (early) {
                answer.close();
            }
        } catch (IOException e) {
            System.getLogger(Container.class.getName())
                    .log(System.Logger.Level.DEBUG, "Leaving a wait", e);
        }
    }

    private static void read(InputStream answer, String tried, CompletableFuture<Integer> exit) {
        try (answer) {
            JsonNode told = ClientSettings.JSON.readTree(answer.readAllBytes());
            String failure = told.path("Error").path("Message").asText("");
            if (!failure.isEmpty()) {
                exit.completeExceptionally(
                        new EngineException(
                                "Tried to " + tried + "; the container engine said: " + failure,
                                null));
            } else if (told.path("StatusCode").isInt()) {
                exit.complete(told.path("StatusCode").asInt());
            } else if (told.isInt()) {
                // Podman's own call tells nothing else.
                exit.complete(told.asInt());
            } else {
                exit.completeExceptionally(
                        Calls.gone(tried, new IOException("the answer broke off")));
            }
        } catch (IOException | RuntimeException e) {
            exit.completeExceptionally(Calls.gone(tried, e));
        }
    }

    /** Starts it; nothing if it runs. */
    public void start() {
        Calls.run(tried("start"), () -> calls().startContainerCmd(id).exec());
    }

    /** Starts it, and tells the code that it ends with, however soon that is. */
    public CompletableFuture<Integer> startAndAwait() {
        CompletableFuture<Integer> exit = nextExit();
        start();
        // Podman says that it listens for the exit a moment before it does.
        return connection.kind() == EngineFacts.Kind.PODMAN
                ? exit.applyToEither(exit(), Function.identity())
                : exit;
    }

    /**
     * Its first process, if the engine has made that before it is started, and holds it back. Podman
     * does so with one that is attached to.
     */
    public OptionalLong prepared() {
        return connection.kind().preparesContainers() ? inspect().pid() : OptionalLong.empty();
    }

    /** How it is. */
    public ContainerState inspect() {
        return Calls.call(
                tried("inspect"),
                () -> ContainerState.of(calls().inspectContainerCmd(id).exec().getState()));
    }

    /**
     * Sends its first process a signal; nothing if it does not run.
     *
     * @param signal by its name or number: {@code SIGTERM}
     */
    public void kill(String signal) {
        String tried = tried("send " + signal + " to");
        try {
            Calls.run(tried, () -> calls().killContainerCmd(id).withSignal(signal).exec());
        } catch (ConflictException e) {
            if (inspect().running()) {
                throw e;
            }
        }
    }

    /** Stops all its processes where they are. */
    public void pause() {
        Calls.run(tried("pause"), () -> calls().pauseContainerCmd(id).exec());
    }

    /** Lets them go on. */
    public void unpause() {
        Calls.run(tried("unpause"), () -> calls().unpauseContainerCmd(id).exec());
    }

    /** Its processes, by their ids on the engine's machine; none if it does not run. */
    public List<Long> pids() {
        JsonNode top;
        try {
            top = connection.get("/containers/" + id + "/top" + connection.kind().topQuery());
        } catch (ConflictException e) {
            return List.of();
        }
        List<String> titles = new ArrayList<>();
        top.path("Titles").forEach(each -> titles.add(each.asText()));
        int column = titles.indexOf(connection.kind().pidTitle());
        List<Long> pids = new ArrayList<>();
        // Podman has an empty answer for one that does not run.
        top.path("Processes").forEach(each -> pids.add(Long.valueOf(each.path(column).asText())));
        return pids;
    }

    /** Runs a command in it beside what runs there. */
    public Exec exec(ExecSpec spec, OutputSink sink) {
        return Exec.begin(connection, id, spec, sink);
    }

    /** Removes it with its volumes that have no name, killing it if it runs; nothing if it is gone. */
    public void remove() {
        try {
            Calls.run(
                    tried("remove"),
                    () ->
                            calls().removeContainerCmd(id)
                                    .withForce(true)
                                    .withRemoveVolumes(true)
                                    .exec());
        } catch (NotFoundException e) {
            // That is what was asked for.
            return;
        } catch (ConflictException e) {
            // Somebody else is removing it.
            awaitRemoval(e);
        }
    }

    /** Who removes it may fail, or hang: gone is only what can't be found any more. */
    private void awaitRemoval(ConflictException conflict) {
        try {
            await("removed").orTimeout(REMOVAL_LIMIT_SECONDS, TimeUnit.SECONDS).join();
            inspect();
        } catch (NotFoundException e) {
            return;
        } catch (CompletionException e) {
            conflict.addSuppressed(e);
        }
        throw conflict;
    }

    @Override
    public String toString() {
        return shortId();
    }
}
