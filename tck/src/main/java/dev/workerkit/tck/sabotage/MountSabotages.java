package dev.workerkit.tck.sabotage;

import dev.workerkit.Disk;
import dev.workerkit.Mount;
import dev.workerkit.SpecException;
import dev.workerkit.Worker;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerSpec;
import dev.workerkit.tck.fixture.Marks;
import dev.workerkit.tck.forwarding.ForwardingRuntime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** What can go wrong with mounts and disks. */
final class MountSabotages {

    private static final long TERABYTE = 1L << 40;

    private MountSabotages() {}

    static List<Sabotage> all() {
        return List.of(
                Sabotage.of(
                        "leaves-mounts-writable",
                        "WRK-MOUNT-001",
                        "A mount can be changed that is to be read",
                        toMounts(
                                mount ->
                                        mount instanceof Mount.Host host
                                                ? host.asWritable()
                                                : mount)),
                Sabotage.of(
                        "begins-with-an-empty-disk-each-time",
                        "WRK-MOUNT-002",
                        "An incarnation does not find what the one before left on the disk",
                        toMounts(
                                mount ->
                                        mount instanceof Mount.Own own
                                                ? Mount.temporary(own.target(), 8 << 20)
                                                : mount)),
                Sabotage.of(
                        "keeps-disks-for-the-next-of-the-name",
                        "WRK-MOUNT-002",
                        "A worker finds the disk of a former one that had its name",
                        toDisk(MountSabotages::keptByName)),
                Sabotage.of(
                        "does-not-bound-disks",
                        "WRK-MOUNT-003",
                        "A disk holds four times as much as it should",
                        toDisk((spec, disk) -> new Disk(4 * disk.bytes(), disk.directory()))),
                Sabotage.of(
                        "makes-missing-sources",
                        "WRK-MOUNT-004",
                        "A folder that is to be mounted is made if it is missing",
                        toMounts(
                                mount -> {
                                    if (mount instanceof Mount.Host host
                                            && !Files.exists(host.source())) {
                                        folder(host.source());
                                    }
                                    return mount;
                                })),
                Sabotage.of(
                        "gives-all-workers-one-disk",
                        "WRK-MOUNT-005",
                        "The disks of all workers are one folder",
                        Deed.toSpec(MountSabotages::withCommonFolder)),
                Sabotage.of(
                        "gives-as-much-disk-as-there-is",
                        "WRK-MOUNT-006",
                        "A worker that asks for more disk than there is gets less",
                        toDisk((spec, disk) -> disk.bytes() > TERABYTE ? Disk.of(8 << 20) : disk)),
                Sabotage.of(
                        "forgets-where-a-disk-is-kept",
                        "WRK-MOUNT-007",
                        "A disk that is to be kept goes with its worker",
                        toDisk((spec, disk) -> Disk.of(disk.bytes()))),
                Sabotage.of(
                        "does-not-bound-temporary-mounts",
                        "WRK-MOUNT-008",
                        "A temporary mount holds sixteen times as much as it should",
                        toMounts(
                                mount ->
                                        mount instanceof Mount.Temporary temporary
                                                ? Mount.temporary(
                                                        temporary.target(), 16 * temporary.bytes())
                                                : mount)),
                Sabotage.of(
                        "keeps-temporary-mounts",
                        "WRK-MOUNT-008",
                        "An incarnation finds what the one before left in a temporary mount",
                        Deed.toSpec(
                                spec ->
                                        withMounts(
                                                spec.withDisk(Disk.of(8 << 20)),
                                                mount ->
                                                        mount instanceof Mount.Temporary
                                                                ? Mount.own("tmp", mount.target())
                                                                : mount))),
                Sabotage.of(
                        "mounts-programs-without-their-libraries",
                        "WRK-MOUNT-009",
                        "Of a program of the machine its file alone is mounted",
                        toMounts(
                                mount ->
                                        mount instanceof Mount.Program program
                                                ? Mount.host(program.source(), program.target())
                                                : mount)),
                Sabotage.of(
                        "takes-anything-for-a-program",
                        "WRK-MOUNT-009",
                        "A text that is mounted as a program is taken",
                        Deed.toRuntime(AnyProgram::new)));
    }

    private static Deed toMounts(UnaryOperator<Mount> change) {
        return Deed.toSpec(spec -> withMounts(spec, change));
    }

    private static WorkerSpec withMounts(WorkerSpec spec, UnaryOperator<Mount> change) {
        WorkerSpec with = spec.withoutMounts();
        for (Mount mount : spec.mounts()) {
            with = with.withMount(change.apply(mount));
        }
        return with;
    }

    private static Deed toDisk(BiFunction<WorkerSpec, Disk, Disk> change) {
        return Deed.toSpec(
                spec ->
                        spec.disk()
                                .map(disk -> spec.withDisk(change.apply(spec, disk)))
                                .orElse(spec));
    }

    private static Disk keptByName(WorkerSpec spec, Disk disk) {
        Optional<Path> folder =
                verification(spec)
                        .flatMap(of -> spec.name().map(name -> of.resolve("disk-" + name)));
        return disk.directory().isPresent() ? disk : folder.map(disk::keptIn).orElse(disk);
    }

    private static WorkerSpec withCommonFolder(WorkerSpec spec) {
        Optional<Path> common = verification(spec).map(of -> folder(of.resolve("disks")));
        return withMounts(
                spec,
                mount ->
                        mount instanceof Mount.Own && common.isPresent()
                                ? Mount.host(common.get(), mount.target()).asWritable()
                                : mount);
    }

    /** A folder that goes with the verification that starts the worker. */
    private static Optional<Path> verification(WorkerSpec spec) {
        return Optional.ofNullable(spec.environment().get(Marks.VARIABLE))
                .map(marks -> Path.of(marks).getParent());
    }

    private static Path folder(Path path) {
        try {
            return Files.setPosixFilePermissions(
                    Files.createDirectories(path), PosixFilePermissions.fromString("rwxrwxrwx"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class AnyProgram extends ForwardingRuntime {
        AnyProgram(WorkerRuntime runtime) {
            super(runtime);
        }

        @Override
        public Worker start(WorkerSpec spec) {
            try {
                return super.start(spec);
            } catch (SpecException e) {
                return super.start(
                        withMounts(
                                spec,
                                mount ->
                                        mount instanceof Mount.Program program
                                                ? Mount.host(program.source(), program.target())
                                                : mount));
            }
        }
    }
}
