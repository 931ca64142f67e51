package dev.workerkit.container.engine;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** What a container is created from. Immutable. */
public final class ContainerSpec {

    private final String image;
    private final String name;

    /** Never changed once a spec holds it. */
    private final Fields fields;

    private ContainerSpec(String image, String name, Fields fields) {
        this.image = image;
        this.name = name;
        this.fields = fields;
    }

    /**
     * One that may do nothing and reaches nobody, without limits.
     *
     * @param image name or id; must be there already
     * @param name unique in the engine
     */
    public static ContainerSpec of(String image, String name) {
        return new ContainerSpec(image, name, new Fields());
    }

    /** The image's name or id. */
    public String image() {
        return image;
    }

    /** Its name, unique in the engine. */
    public String name() {
        return name;
    }

    /** The words of what runs, in the place of the image's entry point; the image's own if empty. */
    public List<String> command() {
        return fields.command;
    }

    /** By which it is found again. */
    public Map<String, String> labels() {
        return fields.labels;
    }

    /** Variables added to the image's. */
    public Map<String, String> environment() {
        return fields.environment;
    }

    /** Where it runs; where the image says if absent. */
    public Optional<String> workingDirectory() {
        return fields.workingDirectory;
    }

    /** What it may do. */
    public Privileges privileges() {
        return fields.privileges;
    }

    /** How much it may use. */
    public Limits limits() {
        return fields.limits;
    }

    /** What it sees beside the image. */
    public List<Mount> mounts() {
        return fields.mounts;
    }

    /** Whom it reaches. */
    public Connectivity connectivity() {
        return fields.connectivity;
    }

    /** Whether an init of the engine's is its first process, which passes on signals and reaps orphans. */
    public boolean init() {
        return fields.init;
    }

    /** Whether the engine removes it when it has ended, and tells nobody how it was. */
    public boolean removedAtEnd() {
        return fields.removedAtEnd;
    }

    /** Whether it has a terminal; else it has separate streams for output and errors. */
    public boolean terminal() {
        return fields.terminal;
    }

    /** The same running these words. */
    public ContainerSpec withCommand(List<String> words) {
        return with(changed -> changed.command = List.copyOf(words));
    }

    /** The same with these labels. */
    public ContainerSpec withLabels(Map<String, String> all) {
        return with(changed -> changed.labels = Map.copyOf(all));
    }

    /** The same with these variables. */
    public ContainerSpec withEnvironment(Map<String, String> all) {
        return with(changed -> changed.environment = Map.copyOf(all));
    }

    /** The same run in this folder of the container. */
    public ContainerSpec withWorkingDirectory(String directory) {
        return with(changed -> changed.workingDirectory = Optional.of(directory));
    }

    /** The same with other privileges. */
    public ContainerSpec withPrivileges(Privileges other) {
        return with(changed -> changed.privileges = other);
    }

    /** The same with other limits. */
    public ContainerSpec withLimits(Limits other) {
        return with(changed -> changed.limits = other);
    }

    /** The same with these mounts. */
    public ContainerSpec withMounts(List<? extends Mount> all) {
        return with(changed -> changed.mounts = List.copyOf(all));
    }

    /** The same that reaches others. */
    public ContainerSpec withConnectivity(Connectivity other) {
        return with(changed -> changed.connectivity = other);
    }

    /** The same with or without an init. */
    public ContainerSpec withInit(boolean wanted) {
        return with(changed -> changed.init = wanted);
    }

    /** The same that the engine removes when it has ended. */
    public ContainerSpec withRemovalAtEnd() {
        return with(changed -> changed.removedAtEnd = true);
    }

    /** The same with or without a terminal. */
    public ContainerSpec withTerminal(boolean wanted) {
        return with(changed -> changed.terminal = wanted);
    }

    private ContainerSpec with(Consumer<Fields> change) {
        Fields changed = new Fields(fields);
        change.accept(changed);
        return new ContainerSpec(image, name, changed);
    }

    /** What {@code with} copies and changes before a new spec holds it. */
    private static final class Fields {
        List<String> command = List.of();
        Map<String, String> labels = Map.of();
        Map<String, String> environment = Map.of();
        Optional<String> workingDirectory = Optional.empty();
        Privileges privileges = Privileges.none();
        Limits limits = Limits.none();
        List<Mount> mounts = List.of();
        Connectivity connectivity = Connectivity.none();
        boolean init = false;
        boolean terminal = false;
        boolean removedAtEnd = false;

        Fields() {}

        Fields(Fields other) {
            command = other.command;
            labels = other.labels;
            environment = other.environment;
            workingDirectory = other.workingDirectory;
            privileges = other.privileges;
            limits = other.limits;
            mounts = other.mounts;
            connectivity = other.connectivity;
            init = other.init;
            terminal = other.terminal;
            removedAtEnd = other.removedAtEnd;
        }
    }
}
