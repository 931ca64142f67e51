package dev.workerkit.tck.campaign;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** What the campaign sees of one lane. Used by one thread. */
final class LaneWatch {

    private final Lane lane;
    private final Audit toWorker;
    private final Audit toMaster;
    private final List<Duration> recoveries = new ArrayList<>();
    private boolean atWork;

    /** In microseconds; 0 before the first. */
    private long struck;

    LaneWatch(Lane lane) {
        this.lane = lane;
        toWorker = new Audit(lane, Lane.End.MASTER);
        toMaster = new Audit(lane, Lane.End.WORKER);
    }

    Lane lane() {
        return lane;
    }

    /** Its worker is about to be killed. */
    void strikes() {
        struck = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
        atWork = false;
    }

    /** Reads the journals on. */
    void follow() {
        toWorker.follow();
        toMaster.follow();
        long first = Math.min(toWorker.workerAtWork(), toMaster.workerAtWork());
        if (!atWork && first > struck) {
            atWork = true;
            if (struck > 0) {
                long last = Math.max(toWorker.workerAtWork(), toMaster.workerAtWork());
                recoveries.add(Duration.of(last - struck, ChronoUnit.MICROS));
            }
        }
    }

    /** Whether messages have gone both ways since the last kill. */
    boolean isAtWork() {
        return atWork;
    }

    /** How long it took from kills to messages both ways, where no other kill came between. */
    List<Duration> recoveries() {
        return List.copyOf(recoveries);
    }

    int owed() {
        return toWorker.owed() + toMaster.owed();
    }

    int sent() {
        return toWorker.sent() + toMaster.sent();
    }

    int acknowledged() {
        return toWorker.acknowledged() + toMaster.acknowledged();
    }

    /** What was found; what is owed is not lost yet. */
    Findings findings() {
        return toWorker.findings().plus(toMaster.findings());
    }

    /** What was found when nothing is on its way any more. */
    Findings finalFindings() {
        return toWorker.finalFindings().plus(toMaster.finalFindings());
    }
}
