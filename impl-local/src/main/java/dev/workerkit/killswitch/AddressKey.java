package dev.workerkit.killswitch;

import dev.workerkit.KillSwitch;
import dev.workerkit.SpecException;
import dev.workerkit.WorkerAddress;
import java.io.IOException;
import java.nio.file.Path;

/** What of an address is compared: the same for all that mean the same (WRK-KILL-007). */
final class AddressKey {

    private AddressKey() {}

    /** Of an entry of the file; one that is no address of ours is compared as it stands. */
    static String of(String entry) {
        try {
            String address = KillSwitch.normalized(entry);
            return address.startsWith(KillSwitch.WORKER)
                    ? address
                    : of(WorkerAddress.parse(address));
        } catch (SpecException e) {
            return entry;
        }
    }

    /** The folders of a socket may have several names, as /run and /var/run. */
    static String of(WorkerAddress address) {
        if (!(address instanceof WorkerAddress.Unix unix)) {
            return address.toString();
        }
        Path path = unix.path();
        try {
            return "unix://" + path.getParent().toRealPath().resolve(path.getFileName());
        } catch (IOException e) {
            // There is no such folder now, so it has no other name.
            return address.toString();
        }
    }

    /** Of the worker of a name. */
    static String ofWorker(String name) {
        return KillSwitch.WORKER + name;
    }
}
