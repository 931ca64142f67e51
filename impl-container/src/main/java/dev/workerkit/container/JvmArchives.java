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
 * The archives of a runtime's JVMs, one for each image. Those that are missing are made in the
 * background, one after the other.
 */
final class JvmArchives implements AutoCloseable {

    private final BootstrapProfile profile;
    private final JavaInside java;
    private final Admission admission;
    private final Premises premises;
    private final Map<String, JvmArchive> ofImages = new HashMap<>();
    private final List<ArchiveTraining> trainings = new ArrayList<>();

    JvmArchives(BootstrapProfile profile, JavaInside java, Admission admission, Premises premises) {
        this.profile = profile;
        this.java = java;
        this.admission = admission;
        this.premises = premises;
    }

    /** That of JVMs in this image. */
    synchronized JvmArchive of(WorkerImage image) {
        return ofImages.computeIfAbsent(image.id(), id -> find(image));
    }

    private JvmArchive find(WorkerImage image) {
        if (profile.classDataArchiveFile().isPresent()) {
            return JvmArchive.always(
                    JvmArchive.Seen.reading(
                            profile.classDataArchiveFile().get(),
                            GivenArchive.options(java.java(), JvmArchive.FILE)));
        }
        if (!profile.classDataArchive()) {
            return JvmArchive.none();
        }
        return java.archive(image).map(archive -> made(archive, image)).orElseGet(JvmArchive::none);
    }

    private JvmArchive made(ClassDataArchive archive, WorkerImage image) {
        ArchiveTraining training =
                new ArchiveTraining(
                        archive,
                        new ContainerRehearsals(archive, image, admission, premises.directory()),
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
