package dev.workerkit.container;

import dev.workerkit.BootstrapProfile;
import dev.workerkit.launch.ArchiveTraining;
import dev.workerkit.launch.ClassDataArchive;
import dev.workerkit.launch.GivenArchive;
import dev.workerkit.launch.Premises;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the JVMs of a runtime are started in each image, and from which archives. Archives that are
 * missing are made in the background, one after the other.
 */
final class JavaPlans implements AutoCloseable {

    private final BootstrapProfile profile;
    private final JavaInside inside;
    private final Jvms jvms;
    private final Admission admission;
    private final Premises premises;
    private final Map<String, JvmArchive> archives = new HashMap<>();
    private final List<ArchiveTraining> trainings = new ArrayList<>();

    JavaPlans(
            BootstrapProfile profile,
            JavaInside inside,
            Jvms jvms,
            Admission admission,
            Premises premises) {
        this.profile = profile;
        this.inside = inside;
        this.jvms = jvms;
        this.admission = admission;
        this.premises = premises;
    }

    /**
     * That of an image; see {@link Jvms#of}.
     *
     * @throws dev.workerkit.SpecException if there can be none
     */
    JavaPlan of(WorkerImage image) {
        Jvm jvm = jvms.of(image);
        return new JavaPlan(inside, jvm, archive(jvm, image));
    }

    private synchronized JvmArchive archive(Jvm jvm, WorkerImage image) {
        return archives.computeIfAbsent(jvm.id(), id -> find(jvm, image));
    }

    private JvmArchive find(Jvm jvm, WorkerImage image) {
        if (profile.classDataArchiveFile().isPresent()) {
            return JvmArchive.always(
                    JvmArchive.Seen.reading(
                            profile.classDataArchiveFile().get(),
                            GivenArchive.options(jvm.feature(), JvmArchive.FILE)));
        }
        if (!profile.classDataArchive()) {
            return JvmArchive.none();
        }
        return inside.archive(jvm)
                .map(archive -> made(archive, jvm, image))
                .orElseGet(JvmArchive::none);
    }

    private JvmArchive made(ClassDataArchive archive, Jvm jvm, WorkerImage image) {
        ArchiveTraining training =
                new ArchiveTraining(
                        archive,
                        new ContainerRehearsals(
                                archive,
                                image,
                                inside.plain(),
                                jvm,
                                admission,
                                premises.directory()),
                        premises.executor(),
                        premises.token() + trainings.size());
        trainings.add(training);
        return new JvmArchive(() -> seen(archive), () -> begin(training));
    }

    private static JvmArchive.Seen seen(ClassDataArchive archive) {
        return archive.find()
                .map(file -> JvmArchive.Seen.reading(file, archive.optionsForUse(JvmArchive.FILE)))
                .orElse(JvmArchive.Seen.NONE);
    }

    /** Another one waits until a further worker of its image is ready. */
    private synchronized void begin(ArchiveTraining training) {
        Optional<ArchiveTraining> other =
                trainings.stream().filter(each -> each != training && each.isRunning()).findAny();
        if (other.isEmpty()) {
            training.begin();
        }
    }

    /** Waits for what is being made; nothing else is begun. */
    @Override
    public void close() {
        List<ArchiveTraining> all;
        synchronized (this) {
            all = List.copyOf(trainings);
        }
        all.forEach(ArchiveTraining::await);
    }
}
