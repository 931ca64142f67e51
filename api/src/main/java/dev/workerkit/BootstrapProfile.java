package dev.workerkit;

import dev.workerkit.spi.ProfileFormat;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How workers that are Java classes are brought up, be they dedicated, members of a pool or shared
 * (WRK-BOOT-001 and following). An immutable value: each {@code with…} method returns another, and
 * refuses what can't be meant with a {@link SpecException}. Nothing need be given.
 *
 * <p>Relative paths are those of the working folder at the call: a worker may run in another.
 */
public final class BootstrapProfile {

    /** Never changed once a profile holds it. */
    private final Fields fields;

    private BootstrapProfile(Fields fields) {
        this.fields = fields;
    }

    /**
     * The master's own JDK and class path, no options, hooks or arguments, messages as JSON, and a
     * class-data archive that the runtime makes.
     */
    public static BootstrapProfile defaults() {
        return new BootstrapProfile(new Fields());
    }

    /**
     * Reads a profile from a JSON file, as {@code SPEC.md} describes it (WRK-BOOT-010).
     *
     * @throws SpecException if it can't be read, or its content can't be meant
     */
    public static BootstrapProfile read(Path file) {
        return ProfileFormat.installed().read(file);
    }

    /**
     * Writes it to a JSON file, whole or not at all, so that {@link #read} gives an equal one
     * (WRK-BOOT-010). An existing file is replaced.
     *
     * @throws SpecException if it holds a literal cookie, which belongs in no file of settings
     * @throws WorkerException if the file can't be written
     */
    public void write(Path file) {
        ProfileFormat.installed().write(this, file);
    }

    /** The JDK or JRE that runs workers; the master's own if absent. */
    public Optional<Path> javaHome() {
        return fields.javaHome;
    }

    /**
     * Words before the java command, for example {@code nice -n 10}: a program that executes what
     * follows in its own place. None by default.
     */
    public List<String> wrapper() {
        return fields.wrapper;
    }

    /** The class path of workers; the master's own if empty. */
    public List<Path> classPath() {
        return fields.classPath;
    }

    /** Options given to each worker's JVM, after those of the runtime. */
    public List<String> jvmOptions() {
        return fields.jvmOptions;
    }

    /** The names of the hooks of a stage, in the order in which they are run. */
    public List<String> hooks(BootstrapStage stage) {
        return fields.hooks.getOrDefault(stage, List.of());
    }

    /**
     * What the constructor is given by launches that give it nothing: strings, booleans, {@code
     * Integer}, {@code Long}, {@code BigInteger}, {@code Double}, and lists of them.
     */
    public List<Object> arguments() {
        return fields.arguments;
    }

    /** The channel of workers whose spec gives none; JSON if absent. */
    public Optional<ChannelSpec> channel() {
        return fields.channel;
    }

    /** What serves the sockets of shared workers and of the connections to them. */
    public EventLoopKind eventLoop() {
        return fields.eventLoop;
    }

    /** The certificates for {@code tls://} where a {@link SharedWorkerSpec} has none. */
    public Optional<SocketContext> socketContext() {
        return fields.socketContext;
    }

    /** The cookie of shared workers where a {@link SharedWorkerSpec} has none. */
    public Optional<AdminCookie> cookie() {
        return fields.cookie;
    }

    /**
     * The file of the {@link KillSwitch} that the runtime obeys, which need not exist; none if
     * absent.
     */
    public Optional<Path> killSwitch() {
        return fields.killSwitch;
    }

    /** The user that workers run as; the master's own if absent. */
    public Optional<ProcessIdentity> identity() {
        return fields.identity;
    }

    /**
     * Whether the runtime makes an archive of loaded classes on first use and starts later workers
     * from it, unless {@link #classDataArchiveFile} names one; a start takes about half the time.
     */
    public boolean classDataArchive() {
        return fields.classDataArchive;
    }

    /**
     * The archive of loaded classes that workers start from, made by the application: a {@code
     * -XX:SharedArchiveFile}, or from Java 25 on a {@code -XX:AOTCache}.
     */
    public Optional<Path> classDataArchiveFile() {
        return fields.classDataArchiveFile;
    }

    /** The same with workers run by the JDK in this folder. */
    public BootstrapProfile withJavaHome(Path home) {
        return with(changed -> changed.javaHome = Optional.of(home.toAbsolutePath()));
    }

    /** The same with these words before the java command; none takes them away. */
    public BootstrapProfile withWrapper(String... words) {
        List<String> all = List.of(words);
        requireWords("bootstrap.wrapper", all);
        return with(changed -> changed.wrapper = all);
    }

    /** The same with this class path. */
    public BootstrapProfile withClassPath(List<Path> path) {
        List<Path> all = path.stream().map(Path::toAbsolutePath).toList();
        return with(changed -> changed.classPath = all);
    }

    /** The same with one more JVM option. */
    public BootstrapProfile withJvmOption(String option) {
        requireWords("bootstrap.jvmOptions", List.of(option));
        List<String> options = new ArrayList<>(jvmOptions());
        options.add(option);
        return with(changed -> changed.jvmOptions = List.copyOf(options));
    }

    private static void requireWords(String field, List<String> words) {
        for (String word : words) {
            if (word.isBlank()) {
                throw new SpecException(field, "a word of it is empty", "leave it out");
            }
            SpecException.requireNoNul(field, word);
        }
    }

    /**
     * The same with one more hook.
     *
     * @param hook a public class that implements {@code dev.workerkit.worker.BootstrapHook} and has
     *     a public constructor without parameters
     */
    public BootstrapProfile withHook(BootstrapStage stage, Class<?> hook) {
        return withHook(stage, hook.getName());
    }

    /** The same, for a class that may be on the class path of workers alone. */
    public BootstrapProfile withHook(BootstrapStage stage, String className) {
        requireWords("bootstrap.hooks", List.of(className));
        List<String> more = new ArrayList<>(hooks(stage));
        more.add(className);
        Map<BootstrapStage, List<String>> all = new EnumMap<>(BootstrapStage.class);
        all.putAll(fields.hooks);
        all.put(stage, List.copyOf(more));
        return with(changed -> changed.hooks = Collections.unmodifiableMap(all));
    }

    /**
     * The same with these arguments for constructors whose launch gives none: strings, numbers,
     * booleans, and lists of them.
     */
    public BootstrapProfile withArguments(Object... arguments) {
        List<Object> plain = new PlainValues("bootstrap.arguments").of(Arrays.asList(arguments));
        return with(changed -> changed.arguments = plain);
    }

    /** The same with this channel for workers whose spec gives none; it can't be a durable one. */
    public BootstrapProfile withChannel(ChannelSpec channel) {
        if (channel.directory().isPresent()) {
            throw new SpecException(
                    "bootstrap.channel.directory",
                    channel.directory().get() + " would be the folder of many workers",
                    "give a durable channel to the one worker that it is for");
        }
        return with(changed -> changed.channel = Optional.of(channel));
    }

    /** The same with another kind of event loop. */
    public BootstrapProfile withEventLoop(EventLoopKind kind) {
        return with(changed -> changed.eventLoop = kind);
    }

    /** The same with certificates for {@code tls://}. */
    public BootstrapProfile withSocketContext(SocketContext context) {
        SocketContext absolute = context.withAbsolutePaths();
        return with(changed -> changed.socketContext = Optional.of(absolute));
    }

    /** The same with a cookie for shared workers. */
    public BootstrapProfile withCookie(AdminCookie cookie) {
        AdminCookie absolute =
                cookie instanceof AdminCookie.InFile file
                        ? AdminCookie.file(file.path().toAbsolutePath())
                        : cookie;
        return with(changed -> changed.cookie = Optional.of(absolute));
    }

    /** The same with a kill switch: this file says which workers are not to be started. */
    public BootstrapProfile withKillSwitch(Path file) {
        return with(changed -> changed.killSwitch = Optional.of(file.toAbsolutePath()));
    }

    /**
     * The same with workers that run as this user (WRK-BOOT-007). The class path, the JDK and what
     * else they need must be readable to it.
     */
    public BootstrapProfile withIdentity(ProcessIdentity identity) {
        return with(changed -> changed.identity = Optional.of(identity));
    }

    /** The same with or without a class-data archive that the runtime makes. */
    public BootstrapProfile withClassDataArchive(boolean wanted) {
        return with(changed -> changed.classDataArchive = wanted);
    }

    /** The same with this class-data archive, which the application has made. */
    public BootstrapProfile withClassDataArchiveFile(Path file) {
        return with(changed -> changed.classDataArchiveFile = Optional.of(file.toAbsolutePath()));
    }

    /** What a worker is started from, with what its spec leaves open filled in from here. */
    public WorkerSpec applyTo(WorkerSpec spec) {
        return applyTo(spec, channel());
    }

    private WorkerSpec applyTo(WorkerSpec spec, Optional<ChannelSpec> channel) {
        if (!(spec.launch() instanceof Launch.JavaWorker java)) {
            return spec;
        }
        WorkerSpec applied = channel.map(spec::withDefaultChannel).orElse(spec);
        return java.arguments().isEmpty() && !arguments().isEmpty()
                ? applied.withLaunch(
                        new Launch.JavaWorker(java.className(), arguments(), java.loopTime()))
                : applied;
    }

    /** The same for a pool. */
    public PoolSpec applyTo(PoolSpec spec) {
        return new PoolSpec(
                applyTo(spec.member()),
                spec.name(),
                spec.memberNames(),
                spec.least(),
                spec.most(),
                spec.idleTime(),
                spec.poisonAfter());
    }

    /** The same for a shared worker, whose channel has the codec of this one and no guarantee. */
    public SharedWorkerSpec applyTo(SharedWorkerSpec spec) {
        Optional<ChannelSpec> channel =
                channel().map(each -> ChannelSpec.json().withCodec(each.codec()));
        return new SharedWorkerSpec(
                spec.worker().map(worker -> applyTo(worker, channel)),
                spec.cookie().or(this::cookie),
                spec.socketContext().or(this::socketContext),
                spec.limits(),
                spec.openNetwork(),
                spec.log(),
                spec.startTimeout());
    }

    private BootstrapProfile with(Consumer<Fields> change) {
        Fields changed = new Fields(fields);
        change.accept(changed);
        return new BootstrapProfile(changed);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof BootstrapProfile profile
                && fields.values().equals(profile.fields.values());
    }

    @Override
    public int hashCode() {
        return fields.values().hashCode();
    }

    @Override
    public String toString() {
        return "BootstrapProfile" + fields.values();
    }

    /** What {@code with} copies and changes before a new profile holds it. */
    private static final class Fields {
        Optional<Path> javaHome = Optional.empty();
        List<String> wrapper = List.of();
        List<Path> classPath = List.of();
        List<String> jvmOptions = List.of();
        Map<BootstrapStage, List<String>> hooks = Map.of();
        List<Object> arguments = List.of();
        Optional<ChannelSpec> channel = Optional.empty();
        EventLoopKind eventLoop = EventLoopKind.AUTO;
        Optional<SocketContext> socketContext = Optional.empty();
        Optional<AdminCookie> cookie = Optional.empty();
        Optional<Path> killSwitch = Optional.empty();
        Optional<ProcessIdentity> identity = Optional.empty();
        boolean classDataArchive = true;
        Optional<Path> classDataArchiveFile = Optional.empty();

        Fields() {}

        Fields(Fields other) {
            javaHome = other.javaHome;
            wrapper = other.wrapper;
            classPath = other.classPath;
            jvmOptions = other.jvmOptions;
            hooks = other.hooks;
            arguments = other.arguments;
            channel = other.channel;
            eventLoop = other.eventLoop;
            socketContext = other.socketContext;
            cookie = other.cookie;
            killSwitch = other.killSwitch;
            identity = other.identity;
            classDataArchive = other.classDataArchive;
            classDataArchiveFile = other.classDataArchiveFile;
        }

        List<Object> values() {
            return List.of(
                    javaHome,
                    wrapper,
                    classPath,
                    jvmOptions,
                    hooks,
                    arguments,
                    channel,
                    eventLoop,
                    socketContext,
                    cookie,
                    killSwitch,
                    identity,
                    classDataArchive,
                    classDataArchiveFile);
        }
    }
}
