package dev.workerkit.container.engine;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What is known of an engine, as it was when the connection was opened.
 *
 * @param kind which product it is
 * @param version the product's version, {@code 20.10.24}
 * @param apiVersion the version of the API that is spoken with it, {@code 1.41}
 * @param rootless whether it runs without the rights of root, so its containers have not got them
 *     either
 * @param cgroupVersion 1 or 2
 * @param security what it confines containers with: {@code seccomp}, {@code apparmor}
 * @param swarm its part in a swarm
 * @param onThisMachine whether containers run on this machine's kernel and see its files
 * @param hasInit whether it has an init that a container can run under
 * @param tellsOutOfMemory whether it tells an end for want of memory from other kills
 * @param tellsMemoryKills whether it tells at once when any process of a container is killed for
 *     want of memory
 * @param limitsMemory whether it enforces limits of memory
 * @param limitsCpu whether it enforces limits of CPU time
 * @param limitsPids whether it enforces limits of the number of processes
 * @param processors how many there are where it runs
 * @param memoryBytes how much memory there is where it runs
 */
public record EngineFacts(
        Kind kind,
        String version,
        String apiVersion,
        boolean rootless,
        int cgroupVersion,
        List<String> security,
        SwarmState swarm,
        boolean onThisMachine,
        boolean hasInit,
        boolean tellsOutOfMemory,
        boolean tellsMemoryKills,
        boolean limitsMemory,
        boolean limitsCpu,
        boolean limitsPids,
        int processors,
        long memoryBytes) {

    /** The products that are told apart. */
    public enum Kind {
        /** Docker, or what passes for it. */
        DOCKER,
        /** Podman's service. */
        PODMAN;

        static Kind of(JsonNode about) {
            for (JsonNode component : about.path("Components")) {
                if (component.path("Name").asText().toLowerCase(Locale.ROOT).contains("podman")) {
                    return PODMAN;
                }
            }
            return DOCKER;
        }

        /** Podman would run the container's own ps, which tells other ids, if it has one. */
        String topQuery() {
            return this == PODMAN ? "?ps_args=hpid" : "";
        }

        /** The column of a process's id on the engine's machine. */
        String pidTitle() {
            return this == PODMAN ? "HPID" : "PID";
        }

        /** Whether the first process of a container that is attached to is there before its start. */
        public boolean preparesContainers() {
            return this == PODMAN;
        }

        /** The name that people know it by. */
        public String label() {
            return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
        }
    }

    /** An engine's part in a swarm. */
    public enum SwarmState {
        /** It is in none, or that can't be told. */
        NONE,
        /** It runs what managers give it. */
        WORKER,
        /** It takes services. */
        MANAGER
    }

    /** How Docker says that it runs as a user; Podman of this age has a field for it. */
    private static final String ROOTLESS = "rootless";

    /** Podman tells it from 4.4 on. */
    private static final ApiVersion FIRST_PODMAN_THAT_TELLS = new ApiVersion(4, 4);

    private static final ApiVersion FIRST_DOCKER_THAT_CLOSES = new ApiVersion(25, 0);
    private static final ApiVersion FIRST_KERNEL_THAT_CLOSES = new ApiVersion(5, 12);

    /** Where Podman looks for programs that help it. */
    private static final List<String> PODMAN_HELPERS =
            List.of(
                    "/usr/local/libexec/podman",
                    "/usr/local/lib/podman",
                    "/usr/libexec/podman",
                    "/usr/lib/podman");

    /** Copies the list. */
    public EngineFacts {
        security = List.copyOf(security);
    }

    static EngineFacts of(Connection connection) {
        JsonNode about = connection.about();
        JsonNode info = connection.get("/info");
        Kind kind = connection.kind();
        String version = about.path("Version").asText("unknown");
        boolean onThisMachine = connection.endpoint().isUnix() && isThisMachine(info);
        List<String> security = new ArrayList<>();
        info.path("SecurityOptions").forEach(each -> security.add(nameOf(each.asText())));
        return new EngineFacts(
                kind,
                version,
                connection.version().toString(),
                security.remove(ROOTLESS) || info.path("Rootless").asBoolean(false),
                info.path("CgroupVersion").asText("1").equals("2") ? 2 : 1,
                security,
                swarmOf(info.path("Swarm")),
                onThisMachine,
                hasInit(kind, info, onThisMachine),
                kind == Kind.DOCKER || isSince(version, FIRST_PODMAN_THAT_TELLS),
                kind == Kind.DOCKER,
                limits(info, "MemoryLimit"),
                limits(info, "CpuCfsQuota"),
                limits(info, "PidsLimit"),
                info.path("NCPU").asInt(),
                info.path("MemTotal").asLong());
    }

    /** Only control groups of version 2 are left to users; Podman says yes all the same. */
    private static boolean limits(JsonNode info, String what) {
        boolean isUsers = info.path("Rootless").asBoolean(false);
        boolean isSecond = info.path("CgroupVersion").asText("1").equals("2");
        return (!isUsers || isSecond) && info.path(what).asBoolean(true);
    }

    /** Which limits it lacks, and why; empty if it has all. */
    public Optional<String> missingLimits() {
        List<String> lacking = new ArrayList<>();
        if (!limitsMemory) {
            lacking.add("memory");
        }
        if (!limitsCpu) {
            lacking.add("CPU time");
        }
        if (!limitsPids) {
            lacking.add("the number of processes");
        }
        return lacking.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        kind.label()
                                + " "
                                + version
                                + " does not limit "
                                + String.join(", ", lacking)
                                + " here; the kernel lacks these control groups, or they are not"
                                + " delegated to its user");
    }

    /** Whether what is mounted in a folder can't be changed where the folder can't. */
    public boolean closesWhatIsMountedIn() {
        return kind == Kind.DOCKER
                && isSince(version, FIRST_DOCKER_THAT_CLOSES)
                && isSince(System.getProperty("os.version"), FIRST_KERNEL_THAT_CLOSES);
    }

    private static String nameOf(String option) {
        String first = option.split(",", 2)[0];
        return first.startsWith("name=") ? first.substring("name=".length()) : first;
    }

    private static SwarmState swarmOf(JsonNode swarm) {
        if (!swarm.path("LocalNodeState").asText().equals("active")) {
            return SwarmState.NONE;
        }
        return swarm.path("ControlAvailable").asBoolean() ? SwarmState.MANAGER : SwarmState.WORKER;
    }

    /** Podman needs a program that it says nothing of, and which is there or not. */
    private static boolean hasInit(Kind kind, JsonNode info, boolean onThisMachine) {
        return kind == Kind.PODMAN
                ? onThisMachine
                        && PODMAN_HELPERS.stream()
                                .anyMatch(each -> Files.isExecutable(Path.of(each, "catatonit")))
                : !info.path("InitBinary").asText().isEmpty();
    }

    private static boolean isSince(String version, ApiVersion first) {
        String[] parts = version.split("[.-]");
        try {
            return ApiVersion.of(parts[0] + "." + parts[1]).compareTo(first) >= 0;
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            return false;
        }
    }

    /**
     * A virtual machine has another kernel or less memory, even where it has the same name; another
     * container, from which a socket was handed in, has another name.
     */
    private static boolean isThisMachine(JsonNode info) {
        return info.path("Name").asText().equals(firstLine(Path.of("/proc/sys/kernel/hostname")))
                && info.path("KernelVersion").asText().equals(System.getProperty("os.version"))
                && Math.abs(info.path("MemTotal").asLong() - memoryHere()) < 1 << 20;
    }

    private static long memoryHere() {
        String digits = firstLine(Path.of("/proc/meminfo")).replaceAll("\\D", "");
        return digits.isEmpty() ? 0 : Long.parseLong(digits) * 1024;
    }

    private static String firstLine(Path file) {
        try {
            return Files.readAllLines(file).get(0);
        } catch (IOException e) {
            return "";
        }
    }
}
