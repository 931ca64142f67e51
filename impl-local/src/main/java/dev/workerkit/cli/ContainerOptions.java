package dev.workerkit.cli;

import dev.workerkit.Disk;
import dev.workerkit.Isolation;
import dev.workerkit.Mount;
import dev.workerkit.NetworkAccess;
import dev.workerkit.ProcessIdentity;
import dev.workerkit.PublishedPort;
import dev.workerkit.Resources;
import dev.workerkit.SpecException;
import dev.workerkit.WorkerSize;
import dev.workerkit.WorkerSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Option;

/** What a worker in a container is given, and what separates it from the machine. */
final class ContainerOptions {

    /** No machine has more, so it is no limit. */
    private static final double ALL_PROCESSORS = 10_000;

    private static final String TMP = "/tmp";

    @Option(
            names = "--image",
            paramLabel = "NAME",
            description = "Its image, which must be there; default: one that is made of this JDK.")
    private Optional<String> image = Optional.empty();

    @Option(
            names = "--size",
            paramLabel = "S|M|L|XL",
            description =
                    "What it may use: 0.5 processors and 256M, 1 and 512M, 2 and 1G, or 4 and 2G;"
                            + " default: no limit.",
            converter = SizeConverter.class)
    private Optional<WorkerSize> size = Optional.empty();

    @Option(
            names = "--cpus",
            paramLabel = "NUMBER",
            description = "Processors it may use, for example 0.5; goes before that of --size.")
    private Optional<Double> cpus = Optional.empty();

    @Option(
            names = "--memory",
            paramLabel = "BYTES",
            description = "Memory it may use, for example 512M; goes before that of --size.",
            converter = ByteCounts.class)
    private Optional<Long> memory = Optional.empty();

    @Option(
            names = "--mount",
            paramLabel = "SOURCE:TARGET[:rw]",
            description =
                    "A folder or file of this machine, and where the worker finds it; it can change"
                            + " it with :rw.",
            converter = MountConverters.OfHost.class)
    private List<Mount> hostMounts = new ArrayList<>();

    @Option(
            names = "--program",
            paramLabel = "FILE[:TARGET]",
            description =
                    "A program of this machine with its libraries, and where the worker finds it, as"
                            + " the first word of its command.",
            converter = MountConverters.OfProgram.class)
    private List<Mount> programs = new ArrayList<>();

    @Option(
            names = "--own-mount",
            paramLabel = "SOURCE:TARGET",
            description = "A folder of its own disk, and where it finds it; needs --disk.",
            converter = MountConverters.OfOwn.class)
    private List<Mount> ownMounts = new ArrayList<>();

    @Option(
            names = "--temporary",
            paramLabel = "TARGET=BYTES",
            description =
                    "An empty folder in memory, and how much it holds; "
                            + TMP
                            + " is there, with 64M.",
            converter = MountConverters.OfMemory.class)
    private List<Mount.Temporary> temporaryMounts = new ArrayList<>();

    @Option(
            names = "--disk",
            paramLabel = "BYTES[:FOLDER]",
            description =
                    "Its own disk, which holds so much; gone with the worker unless it is kept in a"
                            + " folder.",
            converter = MountConverters.OfDisk.class)
    private Optional<Disk> disk = Optional.empty();

    @Option(
            names = "--network",
            paramLabel = "none|outbound|host",
            description = "What it reaches: nothing, what this machine does, or as part of it.")
    private Optional<NetworkAccess> network = Optional.empty();

    @Option(
            names = "--publish",
            paramLabel = "[ADDRESS:]PORT[:PORT]",
            description =
                    "A port of this machine, and of the worker if that is another; on the loopback"
                            + " unless an address is given.",
            converter = PublishedPortConverter.class)
    private Set<PublishedPort> published = new HashSet<>();

    @Option(
            names = "--capability",
            paramLabel = "NAME",
            description = "A capability of the kernel that it keeps, such as NET_BIND_SERVICE.")
    private Set<String> capabilities = new LinkedHashSet<>();

    @Option(
            names = "--new-privileges",
            description = "Its programs may gain privileges, as sudo does.")
    private boolean newPrivileges;

    @Option(
            names = "--user",
            paramLabel = "UID:GID",
            description = "Whom it runs as; default: you, or 65534:65534 if you are root.",
            converter = IdentityConverter.class)
    private Optional<ProcessIdentity> user = Optional.empty();

    @Option(
            names = "--processes",
            paramLabel = "NUMBER",
            description = "Processes and threads it may have at once; default: 512.")
    private Optional<Integer> processes = Optional.empty();

    @Option(
            names = "--writable-root",
            description = "It may write anywhere; that goes with each incarnation.")
    private boolean writableRoot;

    /**
     * The same worker so placed.
     *
     * @throws SpecException if the options contradict each other
     */
    WorkerSpec applied(WorkerSpec spec) {
        WorkerSpec placed = spec.withIsolation(isolation());
        if (image.isPresent()) {
            placed = placed.withImage(image.get());
        }
        if (size.isPresent() || cpus.isPresent() || memory.isPresent()) {
            placed = placed.withResources(resources());
        }
        if (disk.isPresent()) {
            placed = placed.withDisk(disk.get());
        }
        for (Mount mount : mounts()) {
            placed = placed.withMount(mount);
        }
        return placed;
    }

    private Isolation isolation() {
        List<Mount.Temporary> given =
                temporaryMounts.stream().filter(ContainerOptions::isTmp).toList();
        if (given.size() > 1) {
            throw new SpecException("mounts", "/tmp is given twice", "give each one once");
        }
        long temporaryBytes =
                given.isEmpty() ? Isolation.DEFAULT_TEMPORARY_BYTES : given.get(0).bytes();
        NetworkAccess usual = published.isEmpty() ? NetworkAccess.NONE : NetworkAccess.OUTBOUND;
        return new Isolation(
                capabilities,
                newPrivileges,
                writableRoot,
                temporaryBytes,
                user,
                processes.orElse(Isolation.DEFAULT_PROCESSES),
                network.orElse(usual),
                published);
    }

    private Resources resources() {
        Optional<Resources> sized = size.map(WorkerSize::resources);
        long bytes =
                memory.or(() -> sized.map(Resources::memoryBytes))
                        .orElseThrow(
                                () ->
                                        new SpecException(
                                                "resources.memoryBytes",
                                                "only the processors are limited",
                                                "limit the memory, too"));
        return Resources.of(
                cpus.or(() -> sized.map(Resources::cpus)).orElse(ALL_PROCESSORS), bytes);
    }

    private List<Mount> mounts() {
        List<Mount> all = new ArrayList<>(hostMounts);
        all.addAll(programs);
        all.addAll(ownMounts);
        temporaryMounts.stream().filter(mount -> !isTmp(mount)).forEach(all::add);
        return all;
    }

    /** Every worker has that, as part of its isolation. */
    private static boolean isTmp(Mount.Temporary mount) {
        return mount.target().equals(TMP);
    }

    /** Reads {@code S}, {@code M}, {@code L} or {@code XL}. */
    static final class SizeConverter extends SpecConverter<WorkerSize> {
        @Override
        WorkerSize read(String text) {
            return WorkerSize.of(text);
        }
    }

    /** Reads {@code UID:GID}. */
    static final class IdentityConverter extends SpecConverter<ProcessIdentity> {
        @Override
        ProcessIdentity read(String text) {
            int colon = text.indexOf(':');
            try {
                return ProcessIdentity.of(
                        Integer.parseInt(text, 0, Math.max(colon, 0), 10),
                        Integer.parseInt(text, colon + 1, text.length(), 10));
            } catch (NumberFormatException e) {
                throw new SpecException(
                        "isolation.user",
                        "'" + text + "' is no user and group",
                        "give their numbers, for example 1000:1000; 'id' shows yours");
            }
        }
    }
}
