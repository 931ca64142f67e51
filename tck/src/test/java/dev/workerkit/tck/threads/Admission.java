package dev.workerkit.tck.threads;

import dev.workerkit.Isolation;
import dev.workerkit.Launch;
import dev.workerkit.Readiness;
import dev.workerkit.SpecException;
import dev.workerkit.UnsupportedException;
import dev.workerkit.WorkerSpec;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;

/** Refuses what threads do not have, and what can't be meant. */
final class Admission {

    private final Map<String, ThreadWorker> workers;
    private final Duration stopDeadline;

    /** Beside these workers, and all of later. */
    Admission(Map<String, ThreadWorker> workers, Duration stopDeadline) {
        this.workers = workers;
        this.stopDeadline = stopDeadline;
    }

    void require(WorkerSpec spec) {
        if (!(spec.launch() instanceof Launch.JavaWorker java)) {
            throw new UnsupportedException("Threads run Java classes, no commands or shell lines");
        }
        WorkerClass.of(java);
        Codec.named(spec.channel().codec());
        refuseWhatThreadsLack(spec);
        spec.workingDirectory()
                .filter(folder -> !Files.isDirectory(folder))
                .ifPresent(
                        folder -> {
                            throw new SpecException(
                                    "workingDirectory", folder + " is no folder", "make it");
                        });
        requireDependencies(spec);
        requireGrace(spec);
    }

    private static void refuseWhatThreadsLack(WorkerSpec spec) {
        refuse("image", spec.image().isPresent());
        refuse("isolation", !spec.isolation().equals(Isolation.strict()));
        refuse("resources", spec.resources().isPresent());
        refuse("mounts", !spec.mounts().isEmpty());
        refuse("disk", spec.disk().isPresent());
        refuse("endpoints", !spec.endpoints().isEmpty());
        refuse("relationships", !spec.relationships().isEmpty());
        refuse("spares", spec.spares() > 0);
        refuse("channel.directory", spec.channel().directory().isPresent());
        refuse("recycle.residentBytes", spec.recycle().residentBytes().isPresent());
        refuse("environment", !spec.environment().isEmpty());
        refuse("readiness.probe", spec.readiness() instanceof Readiness.Probed);
    }

    private static void refuse(String field, boolean given) {
        if (given) {
            throw new UnsupportedException(field + ": threads have none; leave it out");
        }
    }

    private void requireDependencies(WorkerSpec spec) {
        for (String name : spec.dependsOn()) {
            if (!workers.containsKey(name)) {
                throw new SpecException(
                        "dependsOn",
                        "there is no worker '" + name + "'",
                        "start it before '"
                                + spec.name().orElse("this one")
                                + "', or both as a group");
            }
        }
    }

    private void requireGrace(WorkerSpec spec) {
        Duration all = allGraces(spec);
        if (all.compareTo(stopDeadline) > 0) {
            throw new SpecException(
                    "stop.grace",
                    spec.stop().grace()
                            + ", with those of what it dependsOn "
                            + all
                            + ", is longer than the runtime's stopDeadline, "
                            + stopDeadline,
                    "shorten it");
        }
    }

    /** Until the last of those has ended that are stopped after it. */
    private Duration allGraces(WorkerSpec spec) {
        Duration longest =
                spec.dependsOn().stream()
                        .map(name -> allGraces(workers.get(name).spec()))
                        .max(Comparator.naturalOrder())
                        .orElse(Duration.ZERO);
        return spec.stop().grace().plus(longest);
    }
}
