package dev.workerkit.tck.sabotage;

import dev.workerkit.BootstrapProfile;
import dev.workerkit.BootstrapStage;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiFunction;

/** What a bootstrap profile consists of. */
enum ProfilePart {
    JAVA_HOME((to, of) -> added(to, of.javaHome(), BootstrapProfile::withJavaHome)),
    WRAPPER((to, of) -> to.withWrapper(of.wrapper().toArray(String[]::new))),
    CLASS_PATH((to, of) -> of.classPath().isEmpty() ? to : to.withClassPath(of.classPath())),
    JVM_OPTIONS(
            (to, of) -> {
                BootstrapProfile with = to;
                for (String option : of.jvmOptions()) {
                    with = with.withJvmOption(option);
                }
                return with;
            }),
    HOOKS(
            (to, of) -> {
                BootstrapProfile with = to;
                for (BootstrapStage stage : BootstrapStage.values()) {
                    for (String hook : of.hooks(stage)) {
                        with = with.withHook(stage, hook);
                    }
                }
                return with;
            }),
    ARGUMENTS((to, of) -> to.withArguments(of.arguments().toArray())),
    CHANNEL((to, of) -> added(to, of.channel(), BootstrapProfile::withChannel)),
    EVENT_LOOP((to, of) -> to.withEventLoop(of.eventLoop())),
    SOCKET_CONTEXT((to, of) -> added(to, of.socketContext(), BootstrapProfile::withSocketContext)),
    COOKIE((to, of) -> added(to, of.cookie(), BootstrapProfile::withCookie)),
    KILL_SWITCH((to, of) -> added(to, of.killSwitch(), BootstrapProfile::withKillSwitch)),
    IDENTITY((to, of) -> added(to, of.identity(), BootstrapProfile::withIdentity)),
    CLASS_DATA_ARCHIVE(
            (to, of) -> {
                BootstrapProfile with = to.withClassDataArchive(of.classDataArchive());
                Optional<Path> file = of.classDataArchiveFile();
                return added(with, file, BootstrapProfile::withClassDataArchiveFile);
            });

    private final BiFunction<BootstrapProfile, BootstrapProfile, BootstrapProfile> copy;

    ProfilePart(BiFunction<BootstrapProfile, BootstrapProfile, BootstrapProfile> copy) {
        this.copy = copy;
    }

    private static <T> BootstrapProfile added(
            BootstrapProfile to,
            Optional<T> part,
            BiFunction<BootstrapProfile, T, BootstrapProfile> with) {
        return part.map(value -> with.apply(to, value)).orElse(to);
    }

    /** A profile without this part. */
    BootstrapProfile leftOutOf(BootstrapProfile whole) {
        BootstrapProfile rest = BootstrapProfile.defaults();
        for (ProfilePart part : values()) {
            rest = part == this ? rest : part.copy.apply(rest, whole);
        }
        return rest;
    }
}
