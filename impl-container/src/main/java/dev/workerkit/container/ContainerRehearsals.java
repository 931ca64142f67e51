package dev.workerkit.container;

import dev.workerkit.WorkerId;
import dev.workerkit.WorkerSpec;
import dev.workerkit.container.engine.Mount;
import dev.workerkit.launch.ClassDataArchive;
import dev.workerkit.launch.PrivateFolder;
import dev.workerkit.launch.Rehearsals;
import dev.workerkit.launch.WorkerPlace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Has an archive made by a worker in a container of the image that it is for. It is written to a
 * folder of the runtime's, which goes with it: no container sees the user's own.
 *
 * @param archive that is to be made
 * @param image in which it is made
 * @param inside what all JVMs have in common
 * @param jvm that makes it
 * @param admission makes the worker's place
 * @param directory of the runtime
 */
record ContainerRehearsals(
        ClassDataArchive archive,
        WorkerImage image,
        JavaInside inside,
        Jvm jvm,
        Admission admission,
        Path directory)
        implements Rehearsals {

    private static final Path INSIDE = Path.of("/run/workerkit-making");
    private static final String NAME = "archive";

    private Path folder() {
        return directory.resolve("making-" + jvm.shortId());
    }

    @Override
    public WorkerPlace admit(WorkerId id, WorkerSpec spec, Path target) {
        Path folder = PrivateFolder.make(folder());
        admission.handOver(folder, spec);
        JvmArchive.Seen made =
                new JvmArchive.Seen(
                        archive.optionsForMaking(INSIDE.resolve(NAME)),
                        Optional.of(new Mount.Bind(folder, INSIDE.toString(), false)));
        JavaPlan making = new JavaPlan(inside, jvm, JvmArchive.always(made));
        return admission.admitUnseen(id, spec, image, making);
    }

    @Override
    public void ended(Path target) throws IOException {
        Path made = folder().resolve(NAME);
        try {
            // A link would lead to a file of this machine.
            if (Files.isRegularFile(made, LinkOption.NOFOLLOW_LINKS)) {
                Files.copy(made, target, StandardCopyOption.REPLACE_EXISTING);
            }
        } finally {
            PrivateFolder.delete(folder());
        }
    }
}
