package dev.workerkit.tck.campaign;

import dev.workerkit.Backoff;
import dev.workerkit.Capability;
import dev.workerkit.ChannelSpec;
import dev.workerkit.Disk;
import dev.workerkit.Endpoint;
import dev.workerkit.Mount;
import dev.workerkit.Relationship;
import dev.workerkit.RestartIntensity;
import dev.workerkit.RestartPolicy;
import dev.workerkit.StartLimit;
import dev.workerkit.WorkerSpec;
import dev.workerkit.tck.HostFolder;
import java.util.Set;

/** How the worker of a lane is started: with whatever a runtime could leave behind. */
final class LaneWorkers {

    /** Small, so that kills often hit one that waits for room, or turns to the next document. */
    private static final int CAPACITY = 64 * 1024;

    private static final long DISK_BYTES = 8L << 20;
    private static final int PORT = 7070;

    private LaneWorkers() {}

    /** Whether the ends of a lane have a folder in common. */
    static boolean canMeet(Set<Capability> capabilities) {
        return capabilities.contains(Capability.HOST_FILES)
                || capabilities.contains(Capability.MOUNTS);
    }

    /** The worker of a lane, in a runtime that declares these. */
    static WorkerSpec spec(Lane lane, Set<Capability> capabilities) {
        WorkerSpec spec =
                WorkerSpec.of(CampaignWorker.class, lane.folder().toString(), lane.number())
                        .withName(lane.workerName())
                        .withEnvironment(Lane.VARIABLE, lane.mark())
                        .withChannel(
                                ChannelSpec.strings()
                                        .withMaxMessageBytes(Letter.LONGEST)
                                        .withCapacityBytes(CAPACITY)
                                        .withDurable(lane.messages()))
                        .withRestart(
                                RestartPolicy.always()
                                        .withStartLimit(StartLimit.unlimited(Backoff.none()))
                                        .withIntensity(RestartIntensity.unlimited()));
        if (capabilities.contains(Capability.DISKS)) {
            spec = spec.withDisk(Disk.of(DISK_BYTES)).withMount(Mount.own("own", "/srv/own"));
        }
        if (capabilities.contains(Capability.RELATIONSHIPS)) {
            spec = related(spec, lane);
        }
        return new HostFolder(lane.meeting(), capabilities).seenBy(spec);
    }

    /** The first lane's worker serves all others. */
    private static WorkerSpec related(WorkerSpec spec, Lane lane) {
        Lane first = new Lane(lane.folder(), 0);
        return lane.equals(first)
                ? spec.withEndpoint(Endpoint.of("tcp", PORT))
                : spec.withRelationship(Relationship.of("first", first.workerName() + ":tcp"));
    }
}
