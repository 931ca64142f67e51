package dev.workerkit.tck.sabotage;

import static dev.workerkit.tck.sabotage.ProfilePart.ARGUMENTS;
import static dev.workerkit.tck.sabotage.ProfilePart.CHANNEL;
import static dev.workerkit.tck.sabotage.ProfilePart.CLASS_PATH;
import static dev.workerkit.tck.sabotage.ProfilePart.HOOKS;
import static dev.workerkit.tck.sabotage.ProfilePart.IDENTITY;
import static dev.workerkit.tck.sabotage.ProfilePart.JAVA_HOME;
import static dev.workerkit.tck.sabotage.ProfilePart.JVM_OPTIONS;
import static dev.workerkit.tck.sabotage.ProfilePart.WRAPPER;

import dev.workerkit.BootstrapProfile;
import dev.workerkit.BootstrapStage;
import dev.workerkit.ChannelSpec;
import dev.workerkit.Launch;
import dev.workerkit.PoolSpec;
import dev.workerkit.ProcessIdentity;
import dev.workerkit.RuntimeOptions;
import dev.workerkit.SharedWorker;
import dev.workerkit.SharedWorkerSpec;
import dev.workerkit.SpecException;
import dev.workerkit.WorkerAddress;
import dev.workerkit.WorkerPool;
import dev.workerkit.WorkerRuntime;
import dev.workerkit.WorkerSpec;
import dev.workerkit.spi.WorkerRuntimeProvider;
import dev.workerkit.tck.fixture.CarelessHooks;
import dev.workerkit.tck.fixture.EagerHook;
import dev.workerkit.tck.forwarding.ForwardingProvider;
import dev.workerkit.tck.forwarding.ForwardingRuntime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** What can go wrong with bootstrap profiles. */
final class BootSabotages {

    private BootSabotages() {}

    static List<Sabotage> all() {
        return List.of(
                Sabotage.of(
                        "runs-the-hooks-of-a-stage-backwards",
                        "WRK-BOOT-001",
                        "Within a stage the hook that was given last is run first",
                        toHooks(
                                (stage, hooks) -> {
                                    List<String> backwards = new ArrayList<>(hooks);
                                    Collections.reverse(backwards);
                                    return backwards;
                                })),
                Sabotage.of(
                        "loads-the-class-before-the-first-hook",
                        "WRK-BOOT-001",
                        "The worker's class is loaded before a hook is run",
                        toHooks(
                                (stage, hooks) ->
                                        stage == BootstrapStage.BEFORE_LOADING
                                                ? preceded(EagerHook.class, hooks)
                                                : hooks)),
                Sabotage.of(
                        "swallows-what-a-hook-throws",
                        "WRK-BOOT-002",
                        "A hook that throws changes nothing",
                        Deed.toProfile(BootSabotages::withCarelessHooks)),
                Sabotage.of(
                        "does-not-log-what-a-hook-threw",
                        "WRK-BOOT-002",
                        "The log does not tell why a start failed",
                        Deed.toLogLine(
                                line ->
                                        line.text().contains("Exception")
                                                ? Changed.text(line, "the start failed")
                                                : line)),
                Sabotage.of(
                        "forgets-the-arguments-of-the-profile",
                        "WRK-BOOT-003",
                        "A worker without arguments gets none",
                        without(ARGUMENTS)),
                Sabotage.of(
                        "prefers-the-arguments-of-the-profile",
                        "WRK-BOOT-003",
                        "A worker's own arguments give way to those of the profile",
                        toSpec(BootSabotages::withArgumentsOfProfile)),
                Sabotage.of(
                        "forgets-jvm-options",
                        "WRK-BOOT-004",
                        "The JVM of a worker has none of the options of the profile",
                        without(JVM_OPTIONS)),
                Sabotage.of(
                        "forgets-the-wrapper",
                        "WRK-BOOT-004",
                        "A worker is started without its wrapper",
                        without(WRAPPER)),
                Sabotage.of(
                        "runs-workers-from-its-own-class-path",
                        "WRK-BOOT-004",
                        "A worker has the class path of its master, whatever the profile says",
                        without(CLASS_PATH)),
                Sabotage.of(
                        "forgets-the-channel-of-the-profile",
                        "WRK-BOOT-005",
                        "A worker without a channel of its own has the usual one",
                        without(CHANNEL)),
                Sabotage.of(
                        "prefers-the-channel-of-the-profile",
                        "WRK-BOOT-005",
                        "A worker's own channel gives way to that of the profile",
                        toSpec(
                                (profile, spec) ->
                                        profile.channel().map(spec::withChannel).orElse(spec))),
                Sabotage.of(
                        "gives-members-no-channel-of-the-profile",
                        "WRK-BOOT-005",
                        "A member of a pool has the usual channel",
                        Deed.toRuntime(PlainMembers::new)),
                Sabotage.of(
                        "leaves-missing-jars-out",
                        "WRK-BOOT-006",
                        "What is not there of a class path is left out",
                        Deed.toProfile(BootSabotages::withWhatIsThere)),
                Sabotage.of(
                        "leaves-unknown-hooks-out",
                        "WRK-BOOT-006",
                        "A hook that can't be used is left out",
                        ratherWithout(HOOKS)),
                Sabotage.of(
                        "falls-back-on-its-own-jdk",
                        "WRK-BOOT-006",
                        "Where there is no JDK as the profile says the master's serves",
                        ratherWithout(JAVA_HOME)),
                Sabotage.of(
                        "forgets-further-groups",
                        "WRK-BOOT-007",
                        "A worker with an identity is in no further groups",
                        toIdentity(identity -> ProcessIdentity.of(identity.uid(), identity.gid()))),
                Sabotage.of(
                        "keeps-the-groups-of-the-master",
                        "WRK-BOOT-007",
                        "A worker with an identity is in the group of its master, too",
                        toIdentity(
                                identity -> {
                                    List<Integer> groups = new ArrayList<>(identity.groups());
                                    groups.add(0);
                                    return new ProcessIdentity(
                                            identity.uid(), identity.gid(), groups);
                                })),
                Sabotage.of(
                        "runs-as-its-master-where-it-can-not-switch",
                        "WRK-BOOT-008",
                        "An identity that can't be had is left out",
                        ratherWithout(IDENTITY)),
                Sabotage.of(
                        "speaks-in-texts-by-default",
                        "WRK-BOOT-009",
                        "Where no channel is given messages are texts",
                        Deed.toProfile(
                                profile ->
                                        profile.channel().isPresent()
                                                ? profile
                                                : profile.withChannel(ChannelSpec.strings()))),
                Sabotage.of(
                        "brings-shared-workers-up-by-default",
                        "WRK-BOOT-012",
                        "The profile is that of dedicated workers alone",
                        provider ->
                                new OtherwiseShared(provider, any -> BootstrapProfile.defaults())),
                Sabotage.of(
                        "runs-no-hooks-of-shared-workers",
                        "WRK-BOOT-012",
                        "Shared workers have all of the profile but its hooks",
                        provider -> new OtherwiseShared(provider, HOOKS::leftOutOf)));
    }

    private static Deed without(ProfilePart part) {
        return Deed.toProfile(part::leftOutOf);
    }

    /** Opens the runtime without a part of the profile that is refused. */
    private static Deed ratherWithout(ProfilePart part) {
        return provider ->
                new ForwardingProvider(provider) {
                    @Override
                    public WorkerRuntime open(RuntimeOptions options) {
                        try {
                            return super.open(options);
                        } catch (SpecException e) {
                            return super.open(
                                    options.withBootstrap(part.leftOutOf(options.bootstrap())));
                        }
                    }
                };
    }

    /** To the specs of workers, with a look at the profile. */
    private static Deed toSpec(BiFunction<BootstrapProfile, WorkerSpec, WorkerSpec> change) {
        return provider ->
                new ForwardingProvider(provider) {
                    @Override
                    public WorkerRuntime open(RuntimeOptions options) {
                        return new ChangedSpecs(
                                super.open(options),
                                spec -> change.apply(options.bootstrap(), spec));
                    }
                };
    }

    private static Deed toIdentity(UnaryOperator<ProcessIdentity> change) {
        return Deed.toProfile(
                profile ->
                        profile.identity().map(change).map(profile::withIdentity).orElse(profile));
    }

    private static Deed toHooks(BiFunction<BootstrapStage, List<String>, List<String>> change) {
        return Deed.toProfile(
                profile -> {
                    BootstrapProfile changed = HOOKS.leftOutOf(profile);
                    for (BootstrapStage stage : BootstrapStage.values()) {
                        for (String hook : change.apply(stage, profile.hooks(stage))) {
                            changed = changed.withHook(stage, hook);
                        }
                    }
                    return changed;
                });
    }

    private static List<String> preceded(Class<?> first, List<String> hooks) {
        List<String> all = new ArrayList<>(List.of(first.getName()));
        all.addAll(hooks);
        return all;
    }

    private static BootstrapProfile withCarelessHooks(BootstrapProfile profile) {
        BootstrapProfile changed = HOOKS.leftOutOf(profile);
        for (BootstrapStage stage : BootstrapStage.values()) {
            if (!profile.hooks(stage).isEmpty()) {
                changed =
                        changed.withHook(stage, CarelessHooks.class)
                                .withJvmOption(CarelessHooks.option(stage, profile.hooks(stage)));
            }
        }
        return changed;
    }

    private static WorkerSpec withArgumentsOfProfile(BootstrapProfile profile, WorkerSpec spec) {
        return spec.launch() instanceof Launch.JavaWorker java && !profile.arguments().isEmpty()
                ? spec.withLaunch(
                        new Launch.JavaWorker(
                                java.className(), profile.arguments(), java.loopTime()))
                : spec;
    }

    private static BootstrapProfile withWhatIsThere(BootstrapProfile profile) {
        List<Path> there = profile.classPath().stream().filter(Files::exists).toList();
        BootstrapProfile rest = CLASS_PATH.leftOutOf(profile);
        return there.isEmpty() ? rest : rest.withClassPath(there);
    }

    /** Gives members the usual channel before the runtime can give them another. */
    private static final class PlainMembers extends ForwardingRuntime {
        PlainMembers(WorkerRuntime runtime) {
            super(runtime);
        }

        @Override
        public WorkerPool startPool(PoolSpec spec) {
            WorkerSpec member = spec.member();
            return super.startPool(Changed.member(spec, member.withChannel(member.channel())));
        }
    }

    /** Connects to shared workers with the help of another runtime, which has another profile. */
    private static final class OtherwiseShared extends ForwardingProvider {
        private final UnaryOperator<BootstrapProfile> change;

        OtherwiseShared(WorkerRuntimeProvider provider, UnaryOperator<BootstrapProfile> change) {
            super(provider);
            this.change = change;
        }

        @Override
        public WorkerRuntime open(RuntimeOptions options) {
            WorkerRuntime another =
                    super.open(options.withBootstrap(change.apply(options.bootstrap())));
            return new ForwardingRuntime(super.open(options)) {
                @Override
                public SharedWorker connect(WorkerAddress address, SharedWorkerSpec spec) {
                    return another.connect(address, spec);
                }

                @Override
                public void close() {
                    another.close();
                    super.close();
                }
            };
        }
    }
}
