package dev.workerkit.tck.verification;

import static dev.workerkit.WorkerState.BACKOFF;
import static dev.workerkit.WorkerState.COMPLETED;
import static dev.workerkit.WorkerState.FAILED;
import static dev.workerkit.WorkerState.KILLING;
import static dev.workerkit.WorkerState.NEW;
import static dev.workerkit.WorkerState.PAUSED;
import static dev.workerkit.WorkerState.RUNNING;
import static dev.workerkit.WorkerState.STARTING;
import static dev.workerkit.WorkerState.STOPPED;
import static dev.workerkit.WorkerState.STOPPING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.workerkit.WorkerEvent;
import dev.workerkit.WorkerState;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The transitions of the specification, and what follows from them for a worker's events. */
final class LifecycleTable {

    private static final Map<WorkerState, Set<WorkerState>> FOLLOWERS =
            Map.of(
                    NEW, EnumSet.of(STARTING, FAILED, STOPPED),
                    STARTING, EnumSet.of(RUNNING, STOPPING, KILLING, BACKOFF, FAILED, COMPLETED),
                    RUNNING, EnumSet.of(PAUSED, STOPPING, KILLING, BACKOFF, FAILED, COMPLETED),
                    PAUSED, EnumSet.of(RUNNING, STOPPING, KILLING, BACKOFF, FAILED, COMPLETED),
                    STOPPING, EnumSet.of(KILLING, STOPPED, STARTING),
                    KILLING, EnumSet.of(STOPPED, STARTING, BACKOFF, FAILED, COMPLETED),
                    BACKOFF, EnumSet.of(STARTING, STOPPED, FAILED),
                    STOPPED, EnumSet.of(STARTING, FAILED),
                    COMPLETED, EnumSet.of(STARTING, FAILED),
                    FAILED, EnumSet.of(STARTING, STOPPED));

    private LifecycleTable() {}

    /** A worker's events from its first on go along the table, each from where the last led. */
    static void assertFollowedBy(List<WorkerEvent> events) {
        WorkerState at = NEW;
        for (WorkerEvent event : events) {
            assertThat(event.from()).as("from, in %s", event).isEqualTo(at);
            assertThat(FOLLOWERS.get(at)).as("what follows, in %s", event).contains(event.to());
            at = event.to();
        }
    }

    /** Each spawn has the next number, and each other event that of the last spawn. */
    static void assertIncarnationsCounted(List<WorkerEvent> events) {
        int incarnation = 0;
        for (WorkerEvent event : events) {
            incarnation += event.to() == STARTING ? 1 : 0;
            assertThat(event.incarnation()).as("incarnation, in %s", event).isEqualTo(incarnation);
        }
    }

    /** A runtime's events are numbered without gaps. */
    static void assertGapless(List<WorkerEvent> events) {
        for (int i = 1; i < events.size(); i++) {
            assertThat(events.get(i).sequence())
                    .as("number of the event after %s", events.get(i - 1))
                    .isEqualTo(events.get(i - 1).sequence() + 1);
        }
    }
}
