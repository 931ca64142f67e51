package dev.workerkit.launch;

import dev.workerkit.BootstrapProfile;
import dev.workerkit.EventLoopKind;
import dev.workerkit.SpecException;
import dev.workerkit.wire.Transport;

/** Finds what a profile names in vain, before anything is opened for it (WRK-BOOT-006). */
public final class ProfileCheck {

    private ProfileCheck() {}

    /**
     * Checks what does not depend on where workers run.
     *
     * @throws SpecException if something that it names is missing, or can't be used
     */
    public static void requireUsable(BootstrapProfile profile) {
        JavaHome.of(profile);
        WorkerClasses.of(profile).checkHooks();
        profile.classDataArchiveFile().ifPresent(GivenArchive::requireUsable);
        if (profile.eventLoop() == EventLoopKind.EPOLL) {
            // Loads Netty, which nobody else has to wait for.
            Transport.of(profile.eventLoop());
        }
    }
}
