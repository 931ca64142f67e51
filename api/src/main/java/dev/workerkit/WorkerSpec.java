package dev.workerkit;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * All that is to be known of a worker before it starts. An immutable value: each {@code with…}
 * method returns another, and refuses what can't be meant with a {@link SpecException}.
 */
public final class WorkerSpec {

    /** How long a Java worker may take to be ready by default. */
    public static final Duration DEFAULT_START_TIMEOUT = Duration.ofSeconds(60);

    /** What a worker's priority is unless it is given. */
    public static final int DEFAULT_PRIORITY = 999;

    /** The most spares that a spec may ask for. */
    public static final int MOST_SPARES = 16;

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");
    private static final Pattern VARIABLE = Pattern.compile("[^=\\x00]+");

    /** Never changed once a spec holds it. */
    private final Fields fields;

    private WorkerSpec(Fields fields) {
        this.fields = fields;
    }

    /** A worker that is a Java class, with the arguments of its constructor. */
    public static WorkerSpec of(Class<?> workerClass, Object... arguments) {
        return of(
                new Launch.JavaWorker(
                        workerClass.getName(), Arrays.asList(arguments), Optional.empty()));
    }

    /** A worker that is a program with its arguments; no shell sees them. */
    public static WorkerSpec command(String... words) {
        return of(new Launch.Command(List.of(words)));
    }

    /** A worker that is a line for {@code /bin/sh -c}. */
    public static WorkerSpec shell(String line) {
        return of(new Launch.ShellLine(line));
    }

    /** A worker that runs this, with the defaults for all else. */
    public static WorkerSpec of(Launch launch) {
        return new WorkerSpec(new Fields(launch));
    }

    /** Unique in the runtime, which makes one up where it is absent. */
    public Optional<String> name() {
        return fields.name;
    }

    /** What runs. */
    public Launch launch() {
        return fields.launch;
    }

    /** Variables added to, or replacing, those of the master; sorted by name. */
    public Map<String, String> environment() {
        return fields.environment;
    }

    /** Where it runs; the master's own folder if absent. */
    public Optional<Path> workingDirectory() {
        return fields.workingDirectory;
    }

    /** When it counts as running; by default told for Java workers, else immediate. */
    public Readiness readiness() {
        return fields.readiness;
    }

    /** Whether and when it is started again. */
    public RestartPolicy restart() {
        return fields.restart;
    }

    /** How long it may be busy without making progress; nobody watches if absent. */
    public Optional<Watchdog> watchdog() {
        return fields.watchdog;
    }

    /** When it is replaced by a fresh incarnation although it is well. */
    public Recycle recycle() {
        return fields.recycle;
    }

    /** The names of the workers that must be ready before this one is started. */
    public Set<String> dependsOn() {
        return fields.dependsOn;
    }

    /** Workers with a lower one are started earlier and stopped later; 999 by default. */
    public int priority() {
        return fields.priority;
    }

    /** How it is stopped. */
    public StopPolicy stop() {
        return fields.stop;
    }

    /** How messages are encoded, and how many may wait. */
    public ChannelSpec channel() {
        return fields.channel.orElse(fields.defaultChannel);
    }

    /** How much of its output is kept. */
    public LogPolicy log() {
        return fields.log;
    }

    /** The image of its container: a name, a name and tag, or an id; the runtime's if absent. */
    public Optional<String> image() {
        return fields.image;
    }

    /** What separates it from the machine. */
    public Isolation isolation() {
        return fields.isolation;
    }

    /** How much of the machine it may use; as much as there is if absent. */
    public Optional<Resources> resources() {
        return fields.resources;
    }

    /** What it finds in its file system besides its image, in the order it was given. */
    public List<Mount> mounts() {
        return fields.mounts;
    }

    /** Its own disk, without which it can't be started if it has a {@link Mount.Own}. */
    public Optional<Disk> disk() {
        return fields.disk;
    }

    /** Where it serves other workers. */
    public List<Endpoint> endpoints() {
        return fields.endpoints;
    }

    /** Which other workers it reaches. */
    public List<Relationship> relationships() {
        return fields.relationships;
    }

    /** How many spares are kept ready for its next incarnations; 0 by default. */
    public int spares() {
        return fields.spares;
    }

    /** The same with a name: at most 63 letters, digits, dots, hyphens and underscores. */
    public WorkerSpec withName(String name) {
        requireName("name", name);
        return with(changed -> changed.name = Optional.of(name));
    }

    static void requireName(String field, String name) {
        if (!NAME.matcher(name).matches()) {
            throw new SpecException(
                    field,
                    "'" + name + "' is not a name",
                    "use at most 63 letters, digits, dots, hyphens and underscores,"
                            + " a letter or digit first");
        }
    }

    /** The same launched otherwise; its readiness stays as it is. */
    public WorkerSpec withLaunch(Launch launch) {
        return with(changed -> changed.launch = launch);
    }

    /** The same loop worker looping this often, start to start; only Java workers can. */
    public WorkerSpec withLoopTime(Duration loopTime) {
        if (!(launch() instanceof Launch.JavaWorker java)) {
            throw new SpecException(
                    "launch.loopTime",
                    "'" + launch().describe() + "' is not a Java class",
                    "only loop workers, which are Java classes, have a loop time");
        }
        return withLaunch(
                new Launch.JavaWorker(java.className(), java.arguments(), Optional.of(loopTime)));
    }

    /** The same with one more environment variable. */
    public WorkerSpec withEnvironment(String variable, String value) {
        requireVariable("environment", variable, value);
        Map<String, String> more = new TreeMap<>(environment());
        more.put(variable, value);
        return with(changed -> changed.environment = Collections.unmodifiableMap(more));
    }

    /** Refuses what no process can be given, and what the runtime gives. */
    static void requireVariable(String field, String variable, String value) {
        if (!VARIABLE.matcher(variable).matches()) {
            throw new SpecException(
                    field,
                    "'" + variable + "' is not the name of a variable",
                    "give a name without '=' and NUL");
        }
        SpecException.requireNoNul(field + "." + variable, value);
        if (variable.equals("WRK_ID") || variable.startsWith("WORKERKIT_")) {
            throw new SpecException(
                    field, variable + " is set by the runtime", "choose another name");
        }
    }

    /** The same run in this folder. */
    public WorkerSpec withWorkingDirectory(Path directory) {
        return with(changed -> changed.workingDirectory = Optional.of(directory));
    }

    /** The same with another readiness. */
    public WorkerSpec withReadiness(Readiness readiness) {
        return with(changed -> changed.readiness = readiness);
    }

    /** The same with another restart policy. */
    public WorkerSpec withRestart(RestartPolicy restart) {
        return with(changed -> changed.restart = restart);
    }

    /** The same with a watchdog. */
    public WorkerSpec withWatchdog(Watchdog watchdog) {
        return with(changed -> changed.watchdog = Optional.of(watchdog));
    }

    /** The same that is replaced at other times. */
    public WorkerSpec withRecycle(Recycle recycle) {
        return with(changed -> changed.recycle = recycle);
    }

    /**
     * The same started, and started again, only when these workers are ready (WRK-READY-004). Where
     * they are stopped together, by their group or by the close of the runtime, it is stopped before
     * they are (WRK-READY-006, WRK-READY-007). Nothing else that happens to one of them does
     * anything to it while it runs: a stop, a restart, a pause or a crash of one by itself leaves it
     * running.
     */
    public WorkerSpec withDependsOn(String... names) {
        Set<String> all = new LinkedHashSet<>();
        for (String name : names) {
            requireName("dependsOn", name);
            all.add(name);
        }
        return with(changed -> changed.dependsOn = Collections.unmodifiableSet(all));
    }

    /** The same with another priority. */
    public WorkerSpec withPriority(int priority) {
        return with(changed -> changed.priority = priority);
    }

    /** The same with another stop policy. */
    public WorkerSpec withStop(StopPolicy stop) {
        return with(changed -> changed.stop = stop);
    }

    /** The same with another channel. */
    public WorkerSpec withChannel(ChannelSpec channel) {
        return with(changed -> changed.channel = Optional.of(channel));
    }

    /** The same with this channel, unless it was given one. */
    public WorkerSpec withDefaultChannel(ChannelSpec channel) {
        if (fields.channel.isPresent()) {
            return this;
        }
        boolean acknowledged = fields.defaultChannel.isAcknowledged();
        return with(
                changed ->
                        changed.defaultChannel =
                                acknowledged ? channel.withAcknowledgement() : channel);
    }

    /** The same with an acknowledged channel, whatever else that is given or comes by default. */
    WorkerSpec withAcknowledgedChannel() {
        return with(
                changed -> {
                    changed.channel = changed.channel.map(ChannelSpec::withAcknowledgement);
                    changed.defaultChannel = changed.defaultChannel.withAcknowledgement();
                });
    }

    /** The same with another log policy. */
    public WorkerSpec withLog(LogPolicy log) {
        return with(changed -> changed.log = log);
    }

    /** The same in a container of this image. */
    public WorkerSpec withImage(String image) {
        if (image.isBlank() || image.chars().anyMatch(Character::isWhitespace)) {
            throw new SpecException(
                    "image", "'" + image + "' is no name of an image", "use for example debian:12");
        }
        return with(changed -> changed.image = Optional.of(image));
    }

    /** The same with another isolation. */
    public WorkerSpec withIsolation(Isolation isolation) {
        return with(changed -> changed.isolation = isolation);
    }

    /** The same that may use so much of the machine. */
    public WorkerSpec withResources(Resources resources) {
        return with(changed -> changed.resources = Optional.of(resources));
    }

    /** The same of this size. */
    public WorkerSpec withSize(WorkerSize size) {
        return withResources(Resources.of(size));
    }

    /** The same with one more mount; none may lie at the place of another. */
    public WorkerSpec withMount(Mount mount) {
        return with(changed -> changed.mounts = more(mounts(), mount));
    }

    /** The same without any mounts. */
    public WorkerSpec withoutMounts() {
        return with(changed -> changed.mounts = List.of());
    }

    /** The same with a disk of its own. */
    public WorkerSpec withDisk(Disk disk) {
        return with(changed -> changed.disk = Optional.of(disk));
    }

    /** The same that serves other workers at one more endpoint. */
    public WorkerSpec withEndpoint(Endpoint endpoint) {
        return with(changed -> changed.endpoints = more(endpoints(), endpoint));
    }

    /** The same that reaches one more worker. */
    public WorkerSpec withRelationship(Relationship relationship) {
        return with(changed -> changed.relationships = more(relationships(), relationship));
    }

    /** The same that reaches no other worker. */
    public WorkerSpec withoutRelationships() {
        return with(changed -> changed.relationships = List.of());
    }

    /**
     * The same with so many spares, 0 to {@value #MOST_SPARES}; for Java workers alone. A spare is a
     * process that was started ahead: its JVM is up, and what it needs is loaded, but it is no worker
     * yet. A start or a replacement that finds one ready takes milliseconds; where there is none, it
     * is an ordinary one, and waits for nothing.
     *
     * <p>Of the worker's own nothing runs in a spare: no hook, no constructor, no static initializer.
     * The first spare is started when the worker is first ready, and the next one when the
     * incarnation that took one is ready. They end when the worker has ended for good. Workers of one
     * runtime with the same class, environment and folder, such as the members of a pool, share
     * theirs: there are as many as the one asks for that asks for most.
     *
     * <p>Each is an idle JVM, and holds the memory of one: some 40 MB with the default options,
     * beside what it shares with others. It has the JVM options of its runtime's profile; one that
     * takes a port, as for a debugger, leaves none for the worker. What a spare writes before it is
     * taken is in the log of the incarnation that it becomes.
     */
    public WorkerSpec withSpares(int spares) {
        return with(changed -> changed.spares = spares);
    }

    private static <T> List<T> more(List<T> some, T another) {
        List<T> more = new ArrayList<>(some);
        more.add(another);
        return List.copyOf(more);
    }

    private WorkerSpec with(Consumer<Fields> change) {
        Fields changed = new Fields(fields);
        change.accept(changed);
        changed.requireConsistent();
        return new WorkerSpec(changed);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof WorkerSpec spec && fields.values().equals(spec.fields.values());
    }

    @Override
    public int hashCode() {
        return fields.values().hashCode();
    }

    @Override
    public String toString() {
        return "WorkerSpec" + fields.values();
    }

    /** What {@code with} copies and changes before a new spec holds it. */
    private static final class Fields {
        Optional<String> name = Optional.empty();
        Launch launch;
        Map<String, String> environment = Map.of();
        Optional<Path> workingDirectory = Optional.empty();
        Readiness readiness;
        RestartPolicy restart = RestartPolicy.byExitCode();
        Optional<Watchdog> watchdog = Optional.empty();
        Recycle recycle = Recycle.never();
        Set<String> dependsOn = Set.of();
        int priority = DEFAULT_PRIORITY;
        StopPolicy stop = StopPolicy.defaults();
        Optional<ChannelSpec> channel = Optional.empty();
        ChannelSpec defaultChannel = ChannelSpec.json();
        LogPolicy log = LogPolicy.defaults();
        Optional<String> image = Optional.empty();
        Isolation isolation = Isolation.strict();
        Optional<Resources> resources = Optional.empty();
        List<Mount> mounts = List.of();
        Optional<Disk> disk = Optional.empty();
        List<Endpoint> endpoints = List.of();
        List<Relationship> relationships = List.of();
        int spares;

        Fields(Launch launch) {
            this.launch = launch;
            this.readiness =
                    launch instanceof Launch.JavaWorker
                            ? Readiness.told(DEFAULT_START_TIMEOUT)
                            : Readiness.immediate();
        }

        Fields(Fields other) {
            name = other.name;
            launch = other.launch;
            environment = other.environment;
            workingDirectory = other.workingDirectory;
            readiness = other.readiness;
            restart = other.restart;
            watchdog = other.watchdog;
            recycle = other.recycle;
            dependsOn = other.dependsOn;
            priority = other.priority;
            stop = other.stop;
            channel = other.channel;
            defaultChannel = other.defaultChannel;
            log = other.log;
            image = other.image;
            isolation = other.isolation;
            resources = other.resources;
            mounts = other.mounts;
            disk = other.disk;
            endpoints = other.endpoints;
            relationships = other.relationships;
            spares = other.spares;
        }

        void requireConsistent() {
            if (name.isPresent() && dependsOn.contains(name.get())) {
                throw new SpecException(
                        "dependsOn",
                        "'" + name.get() + "' depends on itself",
                        "name other workers only");
            }
            relationships.stream()
                    .filter(each -> name.equals(Optional.of(each.service())))
                    .findFirst()
                    .ifPresent(
                            each -> {
                                throw new SpecException(
                                        "relationships." + each.name(),
                                        "'" + each.service() + "' is the worker itself",
                                        "name another worker; it reaches itself at localhost");
                            });
            requireSpares();
            requireUnique("mounts", mounts.stream().map(Mount::target));
            requireUnique("endpoints", endpoints.stream().map(Endpoint::name));
            requireUnique("relationships", relationships.stream().map(Relationship::name));
        }

        private void requireSpares() {
            if (spares < 0 || spares > MOST_SPARES) {
                throw new SpecException(
                        "spares", spares + " is out of range", "use 0 to " + MOST_SPARES);
            }
            if (spares > 0 && !(launch instanceof Launch.JavaWorker)) {
                throw new SpecException(
                        "spares",
                        "'"
                                + launch.describe()
                                + "' is no Java class, and a program can't be started ahead"
                                + " without being run",
                        "leave them out");
            }
        }

        private static void requireUnique(String field, Stream<String> names) {
            Set<String> seen = new HashSet<>();
            names.filter(name -> !seen.add(name))
                    .findFirst()
                    .ifPresent(
                            name -> {
                                throw new SpecException(
                                        field, name + " is given twice", "give each one once");
                            });
        }

        List<Object> values() {
            return List.of(
                    name,
                    launch,
                    environment,
                    workingDirectory,
                    readiness,
                    restart,
                    watchdog,
                    recycle,
                    dependsOn,
                    priority,
                    stop,
                    channel,
                    defaultChannel,
                    log,
                    image,
                    isolation,
                    resources,
                    mounts,
                    disk,
                    endpoints,
                    relationships,
                    spares);
        }
    }
}
