package dev.workerkit.remote;

import dev.workerkit.WorkerException;
import dev.workerkit.WorkerExit;
import dev.workerkit.WorkerStatus;
import dev.workerkit.launch.Attendance;
import dev.workerkit.launch.Birth;
import dev.workerkit.launch.Incarnation;
import dev.workerkit.launch.Premises;
import dev.workerkit.launch.PrivateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A relay in a process of its own, in a folder of its own. */
final class NearbyIncarnation implements Incarnation {

    /** The variable that names another place for the folders of relays. */
    static final String BASE = "NEARBY_BASE";

    private static final int SIGNAL_CODES = 128;

    private final Birth birth;
    private final Attendance attendance;
    private final RemoteAdmission admission;
    private final Process relay;
    private final Path folder;
    private boolean frozen;

    private NearbyIncarnation(
            Birth birth,
            Attendance attendance,
            RemoteAdmission admission,
            Process relay,
            Path folder) {
        this.birth = birth;
        this.attendance = attendance;
        this.admission = admission;
        this.relay = relay;
        this.folder = folder;
    }

    static NearbyIncarnation spawn(
            List<String> command, Birth birth, Premises premises, RemoteDoor door) {
        try {
            Path folder = Files.createTempDirectory(base(), "nearby");
            Path inside = folder.resolve("own");
            Attendance attendance =
                    Attendance.begin(
                            birth,
                            premises,
                            path -> inside.resolve(birth.directory().relativize(path)),
                            () -> {});
            RemoteAdmission admission =
                    door.admit(birth, attendance, door.address().getHostString());
            Path secret = folder.resolve("secret");
            Files.write(secret, admission.secret());
            ProcessBuilder builder = new ProcessBuilder(command);
            birth.plan().spec().workingDirectory().ifPresent(at -> builder.directory(at.toFile()));
            builder.environment().putAll(birth.plan().spec().environment());
            builder.environment().putAll(attendance.variables());
            builder.environment().put(Secret.VARIABLE, secret.toString());
            builder.redirectErrorStream(true);
            builder.redirectOutput(folder.resolve("relay.log").toFile());
            NearbyIncarnation spawned =
                    new NearbyIncarnation(birth, attendance, admission, builder.start(), folder);
            attendance.spawned(
                    OptionalLong.empty(),
                    (probe, limit) -> {
                        throw new UnsupportedOperationException();
                    });
            premises.executor().execute(spawned::bury);
            return spawned;
        } catch (IOException e) {
            throw new WorkerException("No relay: " + e, e);
        }
    }

    private static Path base() {
        return Path.of(System.getenv().getOrDefault(BASE, "/dev/shm"));
    }

    private void bury() {
        try {
            RemoteEnd end =
                    CompletableFuture.anyOf(admission.ended(), relay.onExit())
                            .thenApply(any -> any instanceof RemoteEnd told ? told : null)
                            .join();
            if (end == null) {
                // The last of it may still be on its way.
                end = ended();
            }
            admission.close();
            relay.destroyForcibly().waitFor();
            String words = Files.readString(folder.resolve("relay.log"));
            words.lines().forEach(line -> birth.log().note(birth.number(), "relay: " + line));
            attendance.close();
            PrivateFolder.delete(folder);
            birth.onEnd().accept(attendance.judged(exit(end)));
        } catch (IOException | InterruptedException e) {
            birth.onEnd().accept(new WorkerExit.Lost(e.toString()));
        }
    }

    private RemoteEnd ended() {
        try {
            return admission.ended().get(2, TimeUnit.SECONDS);
        } catch (Exception e) {
            return new RemoteEnd.Lost("its relay ended with " + relay.exitValue());
        }
    }

    private static WorkerExit exit(RemoteEnd end) {
        if (end instanceof RemoteEnd.Exited exited) {
            return exited.code() > SIGNAL_CODES
                    ? new WorkerExit.Signal(exited.code() - SIGNAL_CODES)
                    : new WorkerExit.Code(exited.code());
        }
        if (end instanceof RemoteEnd.NotStarted failed) {
            return new WorkerExit.StartFailure(failed.reason());
        }
        return new WorkerExit.Lost(((RemoteEnd.Lost) end).reason());
    }

    @Override
    public int number() {
        return birth.number();
    }

    @Override
    public void askToStop(Duration grace) {
        attendance.endProbing();
        boolean told = attendance.link().stop(grace) && birth.plan().isJava();
        if (frozen) {
            admission.thaw();
        }
        if (!told && !admission.terminate()) {
            relay.destroy();
        }
    }

    @Override
    public void kill() {
        attendance.endProbing();
        if (!admission.kill()) {
            relay.destroyForcibly();
        }
        try {
            if (!relay.waitFor(30, TimeUnit.SECONDS)) {
                relay.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void diagnose() {
        admission.quit();
    }

    @Override
    public void pause() {
        frozen = !attendance.link().pause();
        if (frozen) {
            admission.freeze();
            birth.reports().paused(birth.number());
        }
    }

    @Override
    public void resume() {
        if (frozen) {
            frozen = false;
            admission.thaw();
            birth.reports().resumed(birth.number());
        } else {
            attendance.link().resume();
        }
    }

    @Override
    public void fail(String reason) {
        attendance.failed(reason);
        kill();
    }

    @Override
    public CompletableFuture<WorkerStatus> query() {
        return attendance.link().query();
    }

    @Override
    public CompletableFuture<@Nullable Object> command(String command, @Nullable Object argument) {
        return attendance.link().command(command, argument);
    }
}
