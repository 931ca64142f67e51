package dev.workerkit.container.engine;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.model.BindOptions;
import com.github.dockerjava.api.model.BindPropagation;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.LogConfig;
import com.github.dockerjava.api.model.MountType;
import com.github.dockerjava.api.model.PortBinding;
import com.github.dockerjava.api.model.Ports;
import dev.workerkit.container.engine.Connectivity.Attachment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A spec in the words of the client library. */
final class Creation {

    private static final String NO_NETWORK = "none";

    /** Podman makes these writable for everybody where the root is not, unless they are given. */
    private static final List<String> PODMANS_OWN = List.of("/run", "/var/tmp");

    private static final String CLOSED = "ro,nosuid,nodev,noexec,size=65536,mode=755";

    private final ContainerSpec spec;
    private final EngineFacts.Kind kind;

    Creation(ContainerSpec spec, EngineFacts.Kind kind) {
        this.spec = spec;
        this.kind = kind;
    }

    CreateContainerCmd command(DockerClient client) {
        CreateContainerCmd command =
                client.createContainerCmd(spec.image())
                        .withName(spec.name())
                        .withLabels(spec.labels())
                        .withEnv(pairs(spec.environment(), "="))
                        .withTty(spec.terminal())
                        .withAttachStdout(true)
                        .withAttachStderr(true)
                        .withHostConfig(host());
        if (!spec.command().isEmpty()) {
            command.withEntrypoint(spec.command()).withCmd(List.of());
        }
        spec.workingDirectory().ifPresent(command::withWorkingDir);
        spec.privileges().user().ifPresent(command::withUser);
        List<Attachment> networks = spec.connectivity().networks();
        if (!networks.isEmpty() && !networks.get(0).aliases().isEmpty()) {
            command.withAliases(networks.get(0).aliases());
        }
        networks.stream()
                .limit(1)
                .flatMap(each -> each.address().stream())
                .forEach(command::withIpv4Address);
        List<Connectivity.Port> published = spec.connectivity().published();
        if (!published.isEmpty()) {
            command.withExposedPorts(
                    published.stream().map(each -> ExposedPort.tcp(each.port())).toList());
        }
        return command;
    }

    private static List<String> pairs(Map<String, String> map, String between) {
        List<String> all = new ArrayList<>();
        new TreeMap<>(map).forEach((key, value) -> all.add(key + between + value));
        return all;
    }

    private HostConfig host() {
        Privileges privileges = spec.privileges();
        HostConfig host =
                HostConfig.newHostConfig()
                        .withReadonlyRootfs(privileges.readOnlyRoot())
                        .withCapDrop(capabilities(privileges.dropped()))
                        .withCapAdd(capabilities(privileges.added()))
                        .withNetworkMode(firstNetwork())
                        .withExtraHosts(
                                pairs(spec.connectivity().hosts(), ":").toArray(String[]::new))
                        .withDns(spec.connectivity().resolvers())
                        .withInit(spec.init() ? Boolean.TRUE : null)
                        .withAutoRemove(spec.removedAtEnd() ? Boolean.TRUE : null)
                        .withMounts(mounts())
                        .withTmpFs(temporary())
                        // Output goes to who is attached; kept twice it would fill the disk.
                        .withLogConfig(new LogConfig(LogConfig.LoggingType.NONE));
        if (!privileges.newPrivileges()) {
            host.withSecurityOpts(List.of("no-new-privileges"));
        }
        if (!spec.connectivity().published().isEmpty()) {
            host.withPortBindings(
                    spec.connectivity().published().stream().map(Creation::binding).toList());
        }
        if (!privileges.groups().isEmpty()) {
            host.withGroupAdd(privileges.groups().stream().map(String::valueOf).toList());
        }
        spec.limits().processes().ifPresent(host::withPidsLimit);
        spec.limits().nanoCpus().ifPresent(host::withNanoCPUs);
        spec.limits()
                .memoryBytes()
                .ifPresent(bytes -> host.withMemory(bytes).withMemorySwap(bytes));
        return host;
    }

    private static PortBinding binding(Connectivity.Port each) {
        return new PortBinding(
                Ports.Binding.bindIpAndPort(each.host(), each.hostPort()),
                ExposedPort.tcp(each.port()));
    }

    private String firstNetwork() {
        List<Attachment> all = spec.connectivity().networks();
        return all.isEmpty() ? NO_NETWORK : all.get(0).network();
    }

    private static Capability[] capabilities(List<String> names) {
        return names.stream().map(KernelCapabilities::of).toArray(Capability[]::new);
    }

    private List<com.github.dockerjava.api.model.Mount> mounts() {
        List<com.github.dockerjava.api.model.Mount> all = new ArrayList<>();
        for (Mount each : spec.mounts()) {
            if (each instanceof Mount.Bind bind) {
                all.add(
                        new com.github.dockerjava.api.model.Mount()
                                .withType(MountType.BIND)
                                .withSource(bind.source().toString())
                                .withTarget(bind.target())
                                .withReadOnly(bind.readOnly())
                                .withBindOptions(options(bind)));
            } else if (each instanceof Mount.Volume volume) {
                all.add(
                        new com.github.dockerjava.api.model.Mount()
                                .withType(MountType.VOLUME)
                                .withSource(volume.name())
                                .withTarget(volume.target())
                                .withReadOnly(volume.readOnly()));
            }
        }
        return all;
    }

    private static BindOptions options(Mount.Bind bind) {
        BindOptions options = bind.withMounts() ? new BindOptions() : new Alone();
        return options.withPropagation(BindPropagation.PRIVATE);
    }

    /** Without what is mounted in it, for which the client library has no word. */
    private static final class Alone extends BindOptions {
        private static final long serialVersionUID = 1L;

        @JsonProperty("NonRecursive")
        private final boolean nonRecursive = true;
    }

    private Map<String, String> temporary() {
        Map<String, String> all = new TreeMap<>();
        for (Mount each : spec.mounts()) {
            if (each instanceof Mount.Tmpfs tmpfs) {
                all.put(tmpfs.target(), tmpfs.options());
            } else if (each instanceof Mount.Closed closed) {
                all.put(closed.target(), closed.options());
            }
        }
        if (kind == EngineFacts.Kind.PODMAN && spec.privileges().readOnlyRoot()) {
            List<String> given = spec.mounts().stream().map(Mount::target).toList();
            PODMANS_OWN.stream()
                    .filter(each -> !given.contains(each))
                    .forEach(each -> all.put(each, CLOSED));
        }
        return all;
    }
}
